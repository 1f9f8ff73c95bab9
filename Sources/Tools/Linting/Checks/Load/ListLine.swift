/// A line of a list that is ignored.
struct ListLine: LoadMessageCheck {
  static let page = CheckPage(
    code: "list-line", severity: .warning, category: .dropped,
    summary: "A line of a CDB list is ignored: it has no colon behind the key, or a quote does not end.",
    engine: """
      Each line is KEY: or KEY:VALUE. A bare word is no key, there are no comments, and a key with a colon in it (an \
      IPv6 address) must be quoted.
      """,
    avoid: #"""
      --- lists/users
      root
      ^
      admin:
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <list field="user">lists/users</list>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- lists/users
      root:
      "fe80::1":router
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <list field="user">lists/users</list>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §6.3"))
}
