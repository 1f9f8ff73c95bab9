/// if_matched without frequency.
struct FrequencyDefault: Check, DocumentCheck {
  static let page = CheckPage(
    code: "frequency-default", severity: .warning, category: .rules,
    summary: "A rule counts earlier events but has no frequency: one is enough.",
    engine: """
      The attribute's default is 2: one remembered event and the current one. As nothing is marked as used, it fires \
      at the second event and then at each one as long as the timeframe reaches.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10">
          <if_matched_sid>100100</if_matched_sid>
          ^
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
        <rule id="100101" level="10" frequency="2" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §10.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules where rule.attribute("frequency") == nil && rule.first("check_diff") == nil {
      guard let matched = rule.children.first(where: { $0.name.hasPrefix("if_matched_") }) else { continue }
      findings.add(
        .everyEvent, at: matched.place, hint: "Add frequency and timeframe; frequency=\"2\" says the same and is clear."
      )
    }
  }
}

extension Message {
  fileprivate static let everyEvent: Message =
    "Without frequency one earlier event is enough: the rule fires at each event that has one within the timeframe."
}
