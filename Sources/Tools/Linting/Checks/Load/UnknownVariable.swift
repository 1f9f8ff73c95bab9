/// A variable that is not defined.
struct UnknownVariable: LoadMessageCheck {
  static let page = CheckPage(
    code: "1227", severity: .error, category: .dropped,
    summary:
      "Behind a <var> definition, a $ begins the name of a variable that is not defined: the whole ruleset is refused.",
    engine: """
      Once a file has a variable, $ is special in every later text of at least three characters unless a $, |, comma, \
      full stop, blank or the end follows; there is no escape. Regular expressions like a$b or (b$) then end the load.
      """,
    avoid: #"""
      <var name="NET">10.0.0.</var>
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match type="pcre2">(sshd$)</match>
                                   ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <var name="NET">10.0.0.</var>
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match type="pcre2">sshd$</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §3.2"))
}
