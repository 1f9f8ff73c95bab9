import Rulesets

/// A rule in no group.
struct NoGroup: Check {
  static let page = CheckPage(
    code: "no-group", severity: .info, category: .rules, isOptIn: true,
    summary: "A rule that can alert is in no group.",
    engine: """
      Its alerts have an empty `rule.groups`, and neither if_group nor if_matched_group can name it.
      """,
    avoid: #"""
      <group name=",">
        <rule id="100100" level="5">
        ^
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name=",">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
          <group>authentication_failed,</group>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/alerts.md §4.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      guard let index = rule.definition, ruleset.loaded.rules.rules[index].level > 0 else { continue }
      let groups = ruleset.loaded.rules.rules[index].groups ?? ""
      guard groups.bytes.allSatisfy({ $0 == UInt8(ascii: ",") || $0 <= 0x20 }) else { continue }
      findings.add(.none(rule.title), at: rule.element.place)
    }
  }
}

extension Message {
  fileprivate static func none(_ rule: String) -> Message { "Rule \(rule) is in no group." }
}
