/// A CDB list that is not configured.
struct UnknownList: LoadMessageCheck {
  static let page = CheckPage(
    code: "7616", severity: .warning, category: .dropped,
    summary: "A rule uses a list that is not configured: the rule is dropped.",
    engine: """
      The text must be the path of a <list> in ossec.conf (with or without .cdb), character by character. The rest of \
      the rule is not read.
      """,
    avoid: #"""
      --- lists/users
      root:admin
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <list field="user">lists/user</list>
                             ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- lists/users
      root:admin
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <list field="user">lists/users</list>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §6.1"))
}
