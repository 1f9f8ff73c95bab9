/// A rule without a description.
struct RuleDescriptionCheck: LoadMessageCheck {
  static let page = CheckPage(
    code: "rule-description", severity: .error, category: .dropped,
    summary: "A rule has no description: the whole ruleset is refused.",
    engine: """
      The element must be there; its text may be empty. A description of more than 2048 bytes counts as none.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
        ^
          <match>sshd</match>
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
    verified: .recorded("docs/reference/rules.md §5.12, §7"))
}
