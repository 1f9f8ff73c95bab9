/// An if_sid that is no list of ids.
struct BadParentList: LoadMessageCheck {
  static let page = CheckPage(
    code: "7618", severity: .warning, category: .dropped,
    summary: "if_sid holds something else than digits, commas and blanks: the rule is dropped.",
    engine: """
      Only digits, commas and blanks are allowed; a line end in the middle is none of them, and an empty element is \
      refused, too.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1;2</if_sid>
                  ^
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1, 2</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §7"))
}
