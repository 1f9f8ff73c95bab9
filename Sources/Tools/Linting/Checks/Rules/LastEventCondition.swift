import Bytes
import RulesetSyntax
import Rulesets

/// A condition of a frequency rule.
struct LastEventCondition: Check, DocumentCheck {
  static let page = CheckPage(
    code: "last-event-condition", severity: .info, category: .rules, isOptIn: true,
    summary: "A frequency rule has a condition of its own, which only the last event of the burst has to meet.",
    engine: """
      The earlier events are counted because of the rule that they ended with, and compared by same_… and different_…. The \
      other conditions of the rule are asked of the event that completes the number, and of no other.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>failed</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
          <match>root</match>
          ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>failed</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="6">
          <if_sid>100100</if_sid>
          <match>root</match>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100101</if_matched_sid>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §9.2, §10.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules where rule.children.contains(where: { $0.name.hasPrefix("if_matched_") }) {
      for element in rule.children {
        guard let entry = Vocabulary.ruleEntries[element.name], entry.role == .condition else { continue }
        findings.add(
          .last(element.name), at: element.place, hint: "To count such events only, count a rule with this condition.")
        break
      }
    }
  }
}

extension Message {
  fileprivate static func last(_ element: String) -> Message {
    "<\(element)> is asked of the last event of the burst only: the earlier ones count without it."
  }
}
