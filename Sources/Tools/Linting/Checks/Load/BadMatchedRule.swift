/// An if_matched_sid that is no id.
struct BadMatchedRule: LoadMessageCheck {
  static let page = CheckPage(
    code: "7615", severity: .warning, category: .dropped,
    summary: "if_matched_sid is not a number: the rule is dropped.",
    engine: "Exactly one id is allowed, without commas and blanks; the elements behind it are not read any more.",
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5" frequency="3">
          <if_matched_sid>100100, 1</if_matched_sid>
                          ^
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
        <rule id="100101" level="5" frequency="3">
          <if_matched_sid>100100</if_matched_sid>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §7"))
}
