/// if_level, which also takes rules of level 0.
struct IfLevel: Check {
  static let page = CheckPage(
    code: "if-level", severity: .warning, category: .rules,
    summary: "if_level takes rules of level 0 as parents, and so the roots.",
    engine: """
      A rule of level 0 counts as level 99 here. The rule is attached below all of them, so that it is tried for every \
      event of every category.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_level>12</if_level>
          ^
          <match>sshd</match>
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
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.2, §16.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules where rule.definition != nil && rule.first("if_sid") == nil {
      guard let element = rule.first("if_level") else { continue }
      findings.add(.reachesAll, at: element.place, hint: "Name the parents with if_sid or if_group.")
    }
  }
}

extension Message {
  fileprivate static let reachesAll: Message =
    "if_level also takes every rule of level 0 as a parent, the roots included."
}
