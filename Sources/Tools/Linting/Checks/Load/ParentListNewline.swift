/// A line end behind the last parent.
struct ParentListNewline: LoadMessageCheck {
  static let page = CheckPage(
    code: "7607", severity: .warning, category: .dropped,
    summary: "if_sid ends in a line end: the engine says that it ignores the rule, but keeps it.",
    engine: """
      The message is wrong: the ids before the line end are attached. What is lost is the rest of the attachment, \
      above all the marks by which frequency rules count the events of other rules.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1
                  ^
      </if_sid>
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
    verified: .recorded("docs/reference/rules.md §7, §8.2"))
}
