/// A level that never alerts.
struct BelowAlertLevel: Check {
  static let page = CheckPage(
    code: "below-alert-level", severity: .info, category: .rules, isOptIn: true,
    summary: "The level of a rule is above 0 and below the least level of an alert.",
    engine: """
      The rule matches, is remembered and counted, but no alert is written. That may be meant, for rules that others \
      count. options log_alert writes one all the same.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="2">
                                 ^
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="3">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="2">
          <if_sid>1</if_sid>
          <match>cron</match>
          <options>log_alert</options>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §2.2, §11.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let least = ruleset.loaded.settings.logAlertLevel
    for rule in ruleset.ownRules {
      guard let definition = rule.definition, let attribute = rule.attribute("level") else { continue }
      let loaded = ruleset.loaded.rules.rules[definition]
      guard loaded.level > 0, loaded.level < least, !loaded.writesAlert else { continue }
      findings.add(.below(loaded.level, least), at: attribute.valuePlace)
    }
  }
}

extension Message {
  fileprivate static func below(_ level: Int, _ least: Int) -> Message {
    "Level \(level) is below log_alert_level (\(least)): the rule writes no alert."
  }
}
