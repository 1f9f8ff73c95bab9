/// A negated condition on what may be absent.
struct NegatedAbsent: Check, DocumentCheck {
  static let page = CheckPage(
    code: "negated-absent", severity: .info, category: .rules, isOptIn: true,
    summary: "A negated condition fails, too, when the event lacks the field.",
    engine: """
      A condition on a field that the event does not have fails, whether it is negated or not: "not root" means "there \
      is a user, and it is not root".
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <user negate="yes">root</user>
          ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match negate="yes">root</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns
    where use.isNegated
      && (use.name == "field" || use.name == "user" || use.name == "id" || use.name == "url" || use.name == "status")
    {
      guard case .rule = use.owner else { continue }
      findings.add(.absent(use.name), at: use.elements[0].place)
    }
  }
}

extension Message {
  fileprivate static func absent(_ element: String) -> Message {
    "This negated <\(element)> does not hold for events that lack the field."
  }
}
