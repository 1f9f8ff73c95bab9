import Rulesets

/// A frequency rule of level 0.
struct FrequencyLevel0: Check {
  static let page = CheckPage(
    code: "frequency-level-0", severity: .warning, category: .dead,
    summary: "A rule that counts events has level 0 and therefore never fires.",
    engine: """
      While counting, the engine stops at the first remembered event whose mark is not below the level of the rule. \
      All marks begin at 0, so for level 0 it stops at once.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="0" frequency="5" timeframe="60">
                                 ^
          <if_matched_sid>100100</if_matched_sid>
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
        <rule id="100101" level="1" frequency="5" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §10.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      guard let definition = rule.definition, let level = rule.attribute("level") else { continue }
      let loaded = ruleset.loaded.rules.rules[definition]
      guard loaded.level == 0, loaded.searchesHistory, !loaded.checksDifference else { continue }
      findings.add(.neverFires, at: level.valuePlace, hint: "Give it a level above 0.")
    }
  }
}

extension Message {
  fileprivate static let neverFires: Message = "A rule of level 0 that counts events never fires."
}
