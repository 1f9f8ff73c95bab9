import Rulesets

/// A counted rule that is not there, without a message.
struct MatchedRuleMissing: Check {
  static let page = CheckPage(
    code: "matched-rule-missing", .warning, .dead,
    summary: "if_matched_sid names a rule that does not exist, and the engine says nothing.",
    engine: """
      With if_sid beside it the rule is loaded without any message. Each try then fails with "No sid search." in the \
      log alone.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_sid>1</if_sid>
          <if_matched_sid>100100</if_matched_sid>
                          ^
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
    verified: .recorded("spec/rules.md §5.7, §7"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let ids = Set(ruleset.loaded.rules.rules.map(\.id))
    for rule in ruleset.ownRules where rule.definition != nil && !rule.isOverwrite {
      guard let counted = rule.first("if_matched_sid"), let id = Int(counted.content.description), !ids.contains(id)
      else {
        continue
      }
      findings.add(.missing(id), at: counted.contentPlace)
    }
  }
}

extension Message {
  fileprivate static func missing(_ id: Int) -> Message {
    "There is no rule \(id) to count; the engine says nothing, and this rule never fires."
  }
}
