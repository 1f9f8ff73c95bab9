/// An overwrite without an original.
struct OverwriteOfNothing: LoadMessageCheck {
  static let page = CheckPage(
    code: "7613", severity: .warning, category: .dropped,
    summary: "overwrite=\"yes\" names a rule that is not there (yet): it is loaded as a new rule.",
    engine: "If the original comes later, it is the one that is dropped, as a duplicate.",
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5" overwrite="yes">
        ^
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <description>A rule.</description>
        </rule>
        <rule id="100100" level="5" overwrite="yes">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §7"))
}
