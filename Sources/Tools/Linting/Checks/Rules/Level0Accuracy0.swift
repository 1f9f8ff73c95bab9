/// level 0 with accuracy 0.
struct Level0Accuracy0: Check, DocumentCheck {
  static let page = CheckPage(
    code: "level-0-accuracy-0", severity: .warning, category: .rules,
    summary: "A rule of level 0 with accuracy=\"0\" gets level 99.",
    engine: """
      The sort key of such a rule is 99, and after loading it is taken for its level: the events alert with level 99.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="0" accuracy="0">
                                    ^
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="1" accuracy="0">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.3, §17.9"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      guard let level = rule.attribute("level"), let accuracy = rule.attribute("accuracy"),
        Int(level.value.description) ?? 0 == 0, Int(accuracy.value.description) == 0
      else { continue }
      findings.add(.level99, at: accuracy.namePlace, hint: "Leave accuracy out: rules of level 0 come first, though.")
    }
  }
}

extension Message {
  fileprivate static let level99: Message = "A rule of level 0 with accuracy 0 ends up with level 99."
}
