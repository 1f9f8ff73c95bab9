/// An if_level that no rule reaches.
struct LevelNobodyHas: LoadMessageCheck {
  static let page = CheckPage(
    code: "7608", severity: .warning, category: .dropped,
    summary: "if_level is higher than the level of every rule before: the rule is dropped.",
    engine: """
      The message prints the level times 100. A rule of level 0 counts as level 99 here, so that this happens only \
      above 99.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_level>120</if_level>
                    ^
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_level>12</if_level>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.2"))
}
