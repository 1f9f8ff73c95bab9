/// A word in options that does not exist.
struct BadOption: LoadMessageCheck {
  static let page = CheckPage(
    code: "1235", severity: .error, category: .dropped,
    summary: "options holds a word that does not exist: the whole ruleset is refused.",
    engine: """
      Each element holds one word, exactly as it is: no blanks around it, no commas, no upper case.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <match>sshd</match>
          <options>no_full_log, no_counter</options>
                   ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <match>sshd</match>
          <options>no_full_log</options>
          <options>no_counter</options>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.11, §7"))
}
