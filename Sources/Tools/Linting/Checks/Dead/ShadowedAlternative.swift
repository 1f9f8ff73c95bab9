import Bytes
import Rulesets

/// An alternative of a rule's pattern whose events an earlier sibling takes.
struct ShadowedAlternative: Check {
  static let page = CheckPage(
    code: "shadowed-alternative", severity: .info, category: .dead,
    summary:
      "An alternative of a rule's pattern never decides, because a sibling takes every event that has it.",
    engine: """
      Of the children of a rule the first that matches is taken, and children are tried by level (0 first, then 16 down to 1), \
      then in the order of loading. What one alternative stands for and an earlier sibling takes whole, this rule never sees; \
      its other alternatives work.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="8">
          <if_sid>1</if_sid>
          <match>login failed</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>logout|login failed for|locked</match>
                        ^
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="5">
          <if_sid>1</if_sid>
          <regex>^reboot|^panic: \w+ login failed</regex>
                         ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="8">
          <if_sid>1</if_sid>
          <match>login failed</match>
          <user>root</user>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>logout|login failed for|locked</match>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="7">
          <if_sid>1</if_sid>
          <match>login failed now</match>
          <description>A rule.</description>
        </rule>
        <rule id="100103" level="5">
          <if_sid>1</if_sid>
          <match>login|failed</match>
          <description>What an earlier one takes only partly is left.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.3, §9.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let rules = ruleset.loaded.rules.rules
    for shadow in ruleset.shadowedAlternatives {
      guard let text = ruleset.ownText(ofRule: shadow.rule),
        let use = ruleset.patterns.first(where: {
          $0.owner == .rule(text.index) && $0.text == shadow.pattern
        })
      else { continue }
      let alternative = ByteString(shadow.pattern.bytes[shadow.range])
      findings.add(
        .never(alternative, rules[shadow.winner].id),
        at: use.place(shadow.range.lowerBound, length: shadow.range.count),
        hint: "Take it out, or give this rule a place before the other one: a higher level.",
        notes: [(.winner(rules[shadow.winner].id), ruleset.place(ofRule: shadow.winner))])
    }
  }
}

extension Message {
  fileprivate static func never(_ alternative: ByteString, _ winner: Int) -> Message {
    "\"\(alternative)\" never decides here: rule \(winner), which is tried before, takes every event that has it."
  }
  fileprivate static func winner(_ id: Int) -> Message { "Rule \(id), which is tried first." }
}
