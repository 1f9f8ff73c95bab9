/// check_if_ignored.
struct CheckIfIgnored: Check, DocumentCheck {
  static let page = CheckPage(
    code: "check-if-ignored", severity: .warning, category: .rules,
    summary: "check_if_ignored has no effect.",
    engine: """
      A match of a rule with <ignore> writes a line with its values, and check_if_ignored compares that line, with its \
      line end, to a key without one: they are never equal.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <check_if_ignored>srcip</check_if_ignored>
          ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5" ignore="60">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.10"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      guard let element = rule.first("check_if_ignored") else { continue }
      findings.add(.noEffect, at: element.place, hint: "Use the attribute ignore=\"SECONDS\" of the rule instead.")
    }
  }
}

extension Message {
  fileprivate static let noEffect: Message =
    "check_if_ignored suppresses nothing: the engine never finds what <ignore> has stored."
}
