import Rulesets

/// A counted rule of level 0.
struct MatchedRuleLevel0: Check {
  static let page = CheckPage(
    code: "matched-rule-level-0", severity: .warning, category: .dead,
    summary: "if_matched_sid names a rule of level 0, whose events are never counted.",
    engine: """
      Only events whose final rule has a level above 0 are remembered. What ends in a rule of level 0 is in no \
      history, so the frequency is never reached.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="0">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
                          ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="1">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §10.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let rules = ruleset.loaded.rules.rules
    for rule in ruleset.ownRules {
      guard rule.definition != nil, let counted = rule.first("if_matched_sid"),
        let id = Int(counted.content.description),
        let target = ruleset.ruleOfID[id], rules[target].level == 0
      else { continue }
      findings.add(
        .silent(id), at: counted.contentPlace, hint: "Give rule \(id) a level above 0, or count a child of it.",
        notes: [(.target(id), ruleset.place(ofRule: target))])
    }
  }
}

extension Message {
  fileprivate static func silent(_ id: Int) -> Message {
    "Rule \(id) has level 0: its events are not remembered, so this rule never fires."
  }
  fileprivate static func target(_ id: Int) -> Message { "Rule \(id)." }
}
