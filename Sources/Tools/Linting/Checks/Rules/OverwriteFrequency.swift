import Rulesets

/// An overwrite that changes whether a rule counts.
struct OverwriteFrequency: Check {
  static let page = CheckPage(
    code: "overwrite-frequency", severity: .warning, category: .rules,
    summary: "An overwriting rule counts and the original does not, or the other way round.",
    engine: """
      Whether and what a rule counts stays as in the original. Counting that is added by an overwrite is ignored, so \
      that the rule fires at each event; counting that is left out makes it a plain rule, whose alerts still carry the \
      old `rule.frequency`.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100100" level="10" frequency="5" timeframe="60" overwrite="yes">
        ^
          <if_matched_sid>100099</if_matched_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" overwrite="yes">
        ^
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
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="12" frequency="8" timeframe="60" overwrite="yes">
          <if_matched_sid>100100</if_matched_sid>
          <description>Only the numbers change.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules where rule.isOverwrite {
      guard let index = rule.definition else { continue }
      let definition = ruleset.loaded.rules.rules[index]
      let counts = rule.children.contains { $0.name.hasPrefix("if_matched_") }
      if counts, definition.history == nil {
        findings.add(
          .ignored(rule.title), at: rule.element.place,
          hint: "Write a rule of its own that counts, with if_matched_sid and the original's id.")
      } else if !counts, definition.history != nil {
        findings.add(
          .lost(rule.title), at: rule.element.place,
          hint: "Repeat the if_matched_ element, or write a rule of its own that does not count.")
      }
    }
  }
}

extension Message {
  fileprivate static func ignored(_ rule: String) -> Message {
    "The original of rule \(rule) does not count, so this overwrite does not either: it fires at each event."
  }
  fileprivate static func lost(_ rule: String) -> Message {
    "Rule \(rule) does not count any more; its alerts still carry the original's frequency."
  }
}
