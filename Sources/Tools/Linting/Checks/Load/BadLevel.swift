/// An if_level that is no level.
struct BadLevel: LoadMessageCheck {
  static let page = CheckPage(
    code: "7609", severity: .warning, category: .dropped,
    summary: "if_level is no number above 0: the rule is dropped.",
    engine: "Everything but digits is refused, and so are 0 and the empty text.",
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_level>0</if_level>
                    ^
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_level>1</if_level>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §7"))
}
