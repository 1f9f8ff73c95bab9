/// An element that rules do not have.
struct RuleElementCheck: LoadMessageCheck {
  static let page = CheckPage(
    code: "rule-element", severity: .error, category: .dropped,
    summary: "A rule has an element that does not exist: the whole ruleset is refused.",
    engine: """
      Names of elements are compared without case, but for same_id, different_url and the like, which must be lower \
      case.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <mach>sshd</mach>
          ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.1, §7"))
}
