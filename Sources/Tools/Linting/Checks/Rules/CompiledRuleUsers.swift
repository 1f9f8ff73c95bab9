import Rulesets

/// comp_srcuser_dstuser, which an absent user satisfies.
struct CompiledRuleUsers: Check {
  static let page = CheckPage(
    code: "compiled-rule-users", severity: .info, category: .rules,
    summary: "The compiled rule comp_srcuser_dstuser also holds when a user is missing.",
    engine: """
      It holds when srcuser and dstuser are equal, and as well when one of them, or both, are not set. <user> asks for \
      one of the two only: dstuser if it is set, else srcuser.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <compiled_rule>comp_srcuser_dstuser</compiled_rule>
                         ^
          <description>A user became himself.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <compiled_rule>is_simple_http_request</compiled_rule>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.6"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      guard let index = rule.definition,
        ruleset.loaded.rules.rules[index].compiledRule == .sameSourceAndDestinationUser,
        let element = rule.all("compiled_rule").last
      else { continue }
      findings.add(
        .absent, at: element.contentPlace,
        hint: "Let the parent see to it that the decoder has set both, or exclude such events by a child of level 0.")
    }
  }
}

extension Message {
  fileprivate static let absent: Message = "This also holds for events without srcuser or without dstuser."
}
