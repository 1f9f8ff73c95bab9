/// A pattern of a rule that does not compile.
struct RuleSyntaxError: LoadMessageCheck {
  static let page = CheckPage(
    code: "5107", messages: ["1450"], severity: .error, category: .dropped,
    summary: "A pattern of a rule does not compile: the whole ruleset is refused.",
    engine: """
      The native dialect knows only a few escapes, no nested groups and no alternatives in groups. One such pattern \
      ends the load: a starting manager stops, a running one keeps its old rules.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>user (root|admin)</regex>
                           ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>user root|user admin</regex>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §2.8, docs/reference/rules.md §7"))
}
