import Rulesets

/// A rule whose place is always taken by an earlier sibling.
struct UnreachableRule: Check {
  static let page = CheckPage(
    code: "unreachable-rule", .warning, .dead,
    summary: "Whenever the rule would match, a sibling that is tried before it matches, too.",
    engine: """
      Of the rules below one parent the first that matches ends the search; a rule of level 0 counts as the highest. A \
      sibling whose conditions all stand in this rule, too, therefore always takes its place. It is reported when that \
      holds for every parent of the rule.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="8">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
        ^
          <if_sid>1</if_sid>
          <match>sshd</match>
          <user>root</user>
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
        <rule id="100101" level="8">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <user>root</user>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="3">
          <if_sid>100100</if_sid>
          <match>failed</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("spec/rules.md §8.3, §9.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let siblings = SiblingOrder(ruleset)
    for (rule, winner) in siblings.shadowed() {
      guard let place = ruleset.place(ofRule: rule) else { continue }
      let rules = ruleset.loaded.rules.rules
      findings.add(
        .unreachable(rules[rule].id, rules[winner].id), at: place,
        hint:
          "Siblings are tried by level (0 first, then 16 down to 1), then in load order; make one a child of the other.",
        notes: [(.winner(rules[winner].id), ruleset.place(ofRule: winner))])
    }
  }
}

extension Message {
  fileprivate static func unreachable(_ id: Int, _ winner: Int) -> Message {
    "Rule \(id) is never reached: whenever it would match, its sibling \(winner) matches before it."
  }
  fileprivate static func winner(_ id: Int) -> Message { "Rule \(id), which is tried first." }
}
