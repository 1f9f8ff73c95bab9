import Rulesets

/// A counted rule that is not there, without a message.
struct MatchedRuleMissing: Check {
  static let page = CheckPage(
    code: "matched-rule-missing", severity: .warning, category: .dead,
    summary: "if_matched_sid names a rule that does not exist, and the engine says nothing.",
    engine: """
      With if_sid beside it the rule is loaded without any message. Each try then fails with "No sid search." in the \
      log alone. A rule that comes later does not exist yet.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_sid>1</if_sid>
          <if_matched_sid>100100</if_matched_sid>
                          ^
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="10" frequency="5" timeframe="60">
          <if_sid>1</if_sid>
          <if_matched_sid>100103</if_matched_sid>
                          ^
          <description>A rule.</description>
        </rule>
        <rule id="100103" level="5">
          <if_sid>1</if_sid>
          <match>cron</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_sid>1</if_sid>
          <if_matched_sid>100100</if_matched_sid>
          <match>x</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.7, §7"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    var order: FileOrder?
    for rule in ruleset.ownRules where !rule.isOverwrite {
      guard let definition = rule.definition, let counted = rule.first("if_matched_sid"),
        let id = Int(counted.content.description)
      else { continue }
      guard let later = ruleset.ruleOfID[id] else {
        findings.add(.missing(id), at: counted.contentPlace)
        continue
      }
      guard case .rule(list: nil) = ruleset.loaded.rules.rules[definition].history else { continue }
      let files = order ?? FileOrder(ruleset)
      order = files
      let here = ruleset.files[counted.place.file].path
      let there = ruleset.file(ofRule: id)
      let advice = there.flatMap { files.advice($0, before: here) }
      findings.add(
        .later(id), at: counted.contentPlace, hint: advice ?? "Move rule \(id) before this one.",
        notes: [(.rule(id), ruleset.place(ofRule: later))])
    }
  }
}

extension Message {
  fileprivate static func missing(_ id: Int) -> Message {
    "There is no rule \(id) to count; the engine says nothing, and this rule never fires."
  }
  fileprivate static func later(_ id: Int) -> Message {
    "Rule \(id) comes after this one, which therefore counts nothing; the engine says nothing, and this rule never fires."
  }
  fileprivate static func rule(_ id: Int) -> Message { "Rule \(id)." }
}
