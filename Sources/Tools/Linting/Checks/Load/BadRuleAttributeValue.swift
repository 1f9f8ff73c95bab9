/// A type or negate that does not exist.
struct BadRuleAttributeValue: LoadMessageCheck {
  static let page = CheckPage(
    code: "7600", severity: .warning, category: .dropped,
    summary: "The type or negate of a rule's element has a value that does not exist: the default is used.",
    engine: """
      type is osmatch, osregex or pcre2, negate is yes or no, in any case. With anything else (regex, string, true) \
      the element keeps its own dialect and is not negated.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match type="regex">sshd \d+</match>
                       ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match type="osregex">sshd \d+</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.1"))
}
