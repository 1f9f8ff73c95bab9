/// A list without a field, or with an attribute that does not exist.
struct ListAttributeCheck: LoadMessageCheck {
  static let page = CheckPage(
    code: "list-attribute", severity: .error, category: .dropped,
    summary: "A <list> lacks its field or has an attribute that does not exist: the whole ruleset is refused.",
    engine: """
      The attributes are field, lookup and check_value. field names what is looked up; without lookup the value must \
      be a key.
      """,
    avoid: #"""
      --- lists/users
      root:
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <list lookup="match_key">lists/users</list>
          ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- lists/users
      root:
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <list field="user" lookup="match_key">lists/users</list>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §6.1, §7"))
}
