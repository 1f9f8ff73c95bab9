/// An attribute of a rule that is missing or out of range.
struct RuleAttributeCheck: LoadMessageCheck {
  static let page = CheckPage(
    code: "rule-attribute", severity: .error, category: .dropped,
    summary: "An attribute of <rule> is unknown, missing or out of range: the whole ruleset is refused.",
    engine: """
      id has at most six digits, level lies between 0 and 16, frequency between 2 and 9999, timeframe has at most \
      five digits and ignore at most six, overwrite is yes or no. Other attributes do not exist; names are compared \
      without case. Only a bad noalert is passed over with a warning.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="20">
                                 ^
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="15">
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §4, §7"))
}
