import Rulesets

/// The engine's known defects, and which checks find the rules that depend on them (docs/reference/rules.md §17).
///
/// `--fixed` lets the engine behave as an author would expect; the manager has no such option.
package enum EngineDefects {
  /// A defect.
  package struct Defect: Sendable {
    /// The name that the engine's code has for it.
    package var quirk: Quirk
    /// What is wrong, in a few words.
    package var what: String
    /// The checks that find it.
    package var codes: [String]

    /// Its number in the list.
    package var number: Int { quirk.rawValue }

    fileprivate init(_ quirk: Quirk, what: String, codes: [String]) {
      self.quirk = quirk
      self.what = what
      self.codes = codes
    }
  }

  /// All of them.
  package static let all: [Defect] = [
    Defect(.forgottenValues, what: "check_if_ignored never suppresses", codes: ["check-if-ignored"]),
    Defect(.invertedLookup, what: "address_match_key_value is inverted", codes: ["list-lookup"]),
    Defect(.lastTwoLists, what: "of three or more lists only the last two count", codes: ["three-lists"]),
    Defect(
      .lostNegation, what: "! is ignored in addresses, refused in weekday, lost in times over midnight",
      codes: ["address-negation", "1274", "time-over-midnight"]),
    Defect(.mixedFamilies, what: "IPv6 entries are compared with IPv4 addresses", codes: ["ipv6-matches-ipv4"]),
    Defect(
      .multipleCounting, what: "rules with several parents are counted several times", codes: ["multiple-counting"]),
    Defect(
      .hiddenFromGroup, what: "rules that if_matched_sid counts are hidden from if_matched_group",
      codes: ["group-history-hidden"]),
    Defect(.endlessSearch, what: "if_matched_regex loops for ever over agents", codes: ["matched-regex-agents"]),
    Defect(
      .levelZero, what: "level 0 never counts and is not counted; with accuracy 0 it becomes 99",
      codes: ["frequency-level-0", "matched-rule-level-0", "level-0-accuracy-0"]),
    Defect(
      .wideRelations, what: "if_level takes rules of level 0; a separator behind if_sid adds the root",
      codes: ["if-level", "if-sid-trailing-separator", "relation-names-nothing"]),
    Defect(.wipedCounter, what: "no_email_alert and no_log wipe no_counter", codes: ["options-order"]),
    Defect(
      .overwriteLeftovers, what: "overwrite with if_group always warns, and keeps the frequency",
      codes: ["7605", "overwrite-frequency"]),
    Defect(
      .damagedVariables, what: "replacing variables damages text; short ones are never replaced",
      codes: ["variable-trap"]),
    Defect(.shortMemory, what: "the memory is cut to the largest frequency in seconds", codes: ["history-eviction"]),
    Defect(
      .logtestAlerts, what: "logtest forgets the time of ignore and overlooks no_log and log_alert",
      codes: ["logtest-differs"]),
    Defect(.lostCondition, what: "a text that is too long removes its condition", codes: ["1104"]),
  ]
}
