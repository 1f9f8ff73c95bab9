/// An element that does nothing any more.
struct DeprecatedOption: LoadMessageCheck {
  static let page = CheckPage(
    code: "deprecated-option", severity: .warning, category: .dropped,
    summary: "same_agent and not_same_agent are accepted and do nothing.",
    engine: "Events are counted per agent anyway, unless the rule says global_frequency.",
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5" frequency="3">
          <if_matched_sid>100100</if_matched_sid>
          <same_agent />
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
    verified: .recorded("docs/reference/rules.md §5.7"))
}
