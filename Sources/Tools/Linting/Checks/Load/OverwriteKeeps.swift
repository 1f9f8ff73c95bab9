/// An overwrite that cannot change a relation.
struct OverwriteKeeps: LoadMessageCheck {
  static let page = CheckPage(
    code: "7605", severity: .warning, category: .dropped,
    summary: "overwrite=\"yes\" names other parents or another history than the original: the original ones stay.",
    engine: """
      An overwriting text replaces conditions, level, options, groups and description, but the rule keeps its place in \
      the tree and what it counts. For if_group the message comes even when nothing differs, because the original text \
      is not known any more.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100100" level="5" overwrite="yes">
          <if_sid>2</if_sid>
                  ^
          <match>sshd failed</match>
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
        <rule id="100100" level="5" overwrite="yes">
          <if_sid>1</if_sid>
          <match>sshd failed</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.4"))
}
