/// A rule file that is no list of groups with rules.
struct RootElementCheck: LoadMessageCheck {
  static let page = CheckPage(
    code: "root-element", messages: ["group-element", "empty-group", "empty-rule", "1202"], severity: .error,
    category: .dropped,
    summary: "A rule file holds something else than groups of rules: the whole ruleset is refused.",
    engine: """
      At the top there are groups (and variables) only, whose one attribute is name; in a group there are rules \
      only, at least one; a rule has at least one element; a file has at least one group. A file of decoders among \
      those of the rules ends here, too.
      """,
    avoid: #"""
      <rules>
      ^
        <rule id="100100" level="5">
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </rules>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §3, §7"))
}
