/// A frequency that counts nothing.
struct FrequencyContext: LoadMessageCheck {
  static let page = CheckPage(
    code: "frequency-context", severity: .error, category: .dropped,
    summary: "A rule has a frequency or a same_… element, but nothing to count: the whole ruleset is refused.",
    engine: """
      frequency, same_… and different_… work on the history that an if_matched_… element names. frequency="2" alone is \
      let through and ignored.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5" frequency="8" timeframe="120">
        ^
          <if_sid>1</if_sid>
          <match>sshd</match>
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
        <rule id="100101" level="5" frequency="8" timeframe="120">
          <if_matched_sid>100100</if_matched_sid>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §7"))
}
