import Bytes
import Rulesets

/// A counted rule whose events always end in another one.
struct MatchedRuleNeverFinal: Check {
  static let page = CheckPage(
    code: "matched-rule-never-final", severity: .warning, category: .dead,
    summary: "if_matched_sid names a rule that is never the last one, so that its events are never counted.",
    engine: """
      Only the rule that an event ends with remembers it. A rule with noalert="1" is passed over, and where a child without a \
      condition of its own stands below a rule, every event ends with the child.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5" noalert="1">
          <if_sid>1</if_sid>
          <match>failed</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
                          ^
          <description>A rule.</description>
        </rule>
        <rule id="100110" level="5">
          <if_sid>1</if_sid>
          <match>denied</match>
          <description>A rule.</description>
        </rule>
        <rule id="100111" level="6">
          <if_sid>100110</if_sid>
          <description>A rule.</description>
        </rule>
        <rule id="100112" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100110</if_matched_sid>
                          ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100110" level="5">
          <if_sid>1</if_sid>
          <match>denied</match>
          <description>A rule.</description>
        </rule>
        <rule id="100111" level="6">
          <if_sid>100110</if_sid>
          <match>root</match>
          <description>A rule.</description>
        </rule>
        <rule id="100112" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100110</if_matched_sid>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §9.3, §10.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.rules
    for rule in ruleset.ownRules {
      guard rule.definition != nil, let element = rule.all("if_matched_sid").last,
        let counted = Int(element.content.description).flatMap({ ruleset.ruleOfID[$0] })
      else { continue }
      if forest.rules[counted].isSilent {
        findings.add(
          .silent(forest.rules[counted].id), at: element.contentPlace,
          hint: "Count the rules below it, by if_matched_group, or take noalert away.",
          notes: [(.counted(forest.rules[counted].id), ruleset.place(ofRule: counted))])
      } else if let child = ruleset.paths.children(of: counted).first(where: {
        Self.takesAll(forest.rules[$0], ruleset.demands[$0])
      }) {
        findings.add(
          .child(forest.rules[counted].id, forest.rules[child].id), at: element.contentPlace,
          hint: "Count rule \(forest.rules[child].id).",
          notes: [(.counted(forest.rules[child].id), ruleset.place(ofRule: child))])
      }
    }
  }

  private static func takesAll(_ rule: RuleDefinition, _ demands: RuleDemands) -> Bool {
    !rule.isSilent && demands.isPure && demands.all.isEmpty
  }
}

extension Message {
  fileprivate static func silent(_ id: Int) -> Message {
    "Events of rule \(id) are never counted: noalert passes it over, so that no event ends with it."
  }
  fileprivate static func child(_ id: Int, _ child: Int) -> Message {
    "Events of rule \(id) are never counted: its child \(child) has no condition, so that all of them end with the child."
  }
  fileprivate static func counted(_ id: Int) -> Message { "Rule \(id)." }
}
