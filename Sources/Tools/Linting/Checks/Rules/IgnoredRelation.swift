/// A relation that another one makes void.
struct IgnoredRelation: Check, DocumentCheck {
  static let page = CheckPage(
    code: "ignored-relation", severity: .warning, category: .rules,
    summary: "A rule has several kinds of parents, of which only one counts.",
    engine: "if_sid wins over if_level, that over if_group, and that over category.",
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <if_group>syslog</if_group>
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
    verified: .recorded("docs/reference/rules.md §5.7"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules where rule.id ?? 0 > 9 && !rule.isOverwrite {
      let order = ["if_sid", "if_level", "if_group", "category"]
      guard let used = order.first(where: { rule.first($0).map { !$0.content.isEmpty } ?? false }) else { continue }
      for name in order where name != used {
        guard let element = rule.first(name) else { continue }
        findings.add(
          .ignored(name, used), at: element.place, severity: name == "category" ? .info : nil,
          hint: name == "category" ? "The category is that of the parent." : nil)
      }
    }
  }
}

extension Message {
  fileprivate static func ignored(_ name: String, _ used: String) -> Message {
    "\(name) is ignored, because the rule has \(used)."
  }
}
