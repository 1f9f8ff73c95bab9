/// A known defect of the reference engine, by its number in the list of docs/reference/rules.md §17.
///
/// Wherever the engine deviates from what an author would expect, the code asks for the quirk by this name.
public enum Quirk: Int, CaseIterable, Sendable {
  /// `check_if_ignored` never suppresses.
  case forgottenValues = 1
  /// `address_match_key_value` is inverted.
  case invertedLookup = 2
  /// Of three or more lists only the last two count.
  case lastTwoLists = 3
  /// `!` is ignored in addresses, refused in `weekday`, lost in times over midnight.
  case lostNegation = 4
  /// IPv6 entries are compared with IPv4 addresses.
  case mixedFamilies = 5
  /// Rules with several parents are counted several times.
  case multipleCounting = 6
  /// Rules that `if_matched_sid` counts are hidden from `if_matched_group`.
  case hiddenFromGroup = 7
  /// `if_matched_regex` loops for ever over agents.
  case endlessSearch = 8
  /// Level 0 never counts and is not counted; with accuracy 0 it becomes 99.
  case levelZero = 9
  /// `if_level` takes rules of level 0; a separator behind `if_sid` adds the root.
  case wideRelations = 10
  /// `no_email_alert` and `no_log` wipe `no_counter`.
  case wipedCounter = 11
  /// An overwrite with `if_group` always warns, and keeps the frequency.
  case overwriteLeftovers = 12
  /// Replacing variables damages text; short ones are never replaced.
  case damagedVariables = 13
  /// The memory is cut to the largest frequency in seconds.
  case shortMemory = 14
  /// logtest forgets the time of `ignore` and overlooks `no_log` and `log_alert`.
  case logtestAlerts = 15
  /// A text that is too long removes its condition.
  case lostCondition = 16
}
