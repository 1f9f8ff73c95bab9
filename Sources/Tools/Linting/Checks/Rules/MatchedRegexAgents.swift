import Rulesets

/// if_matched_regex without global_frequency.
struct MatchedRegexAgents: Check {
  static let page = CheckPage(
    code: "matched-regex-agents", severity: .warning, category: .rules,
    summary: "if_matched_regex without global_frequency can hang the manager.",
    engine: """
      The search goes through all remembered events. When it meets one of another agent than the current event's, the \
      engine loops for ever: from then on nothing is analysed. Assay goes on to the next event. With global_frequency \
      agents are not compared. A manager without agents is safe.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_sid>100100</if_sid>
          <if_matched_regex>failed</if_matched_regex>
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
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_sid>100100</if_sid>
          <if_matched_regex>failed</if_matched_regex>
          <global_frequency />
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §10.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      guard let index = rule.definition, let element = rule.children.last(where: { $0.name.hasPrefix("if_matched_") })
      else { continue }
      let definition = ruleset.loaded.rules.rules[index]
      guard definition.searchesHistory, !definition.isGlobalFrequency, case .memory = definition.history else {
        continue
      }
      findings.add(
        .hangs, at: element.place, hint: "Add <global_frequency />, or count with if_matched_sid or if_matched_group.")
    }
  }
}

extension Message {
  fileprivate static let hangs: Message =
    "The manager's analysis hangs when this search meets an event of another agent."
}
