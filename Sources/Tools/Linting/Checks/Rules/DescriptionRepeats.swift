import Bytes

/// Two rules that say the same.
struct DescriptionRepeats: Check, DocumentCheck {
  static let page = CheckPage(
    code: "description-repeats", severity: .info, category: .rules, isOptIn: true,
    summary: "Two rules have the same description, so that their alerts look alike.",
    engine: """
      Nothing. Dashboards show and count descriptions; people mute alerts by them.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>100100</if_sid>
          <match>failed</match>
          <description>A rule.</description>
                       ^
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
        <rule id="100101" level="5">
          <if_sid>100100</if_sid>
          <match>failed</match>
          <description>A failure.</description>
        </rule>
        <rule id="100102" level="0">
          <if_sid>1</if_sid>
          <match>cron</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .convention("the description is what people see of a rule"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    var known: [ByteString: RuleText] = [:]
    for rule in ruleset.ownRules where !rule.isOverwrite && rule.attribute("level")?.value != "0" {
      guard let description = rule.first("description"), !description.content.isEmpty else { continue }
      let text = ByteString(rule.all("description").flatMap(\.content.bytes))
      if let first = known[text] {
        findings.add(
          .same(first.title), at: description.contentPlace, notes: [(.first(first.title), first.element.place)])
      } else {
        known[text] = rule
      }
    }
  }
}

extension Message {
  fileprivate static func same(_ rule: String) -> Message { "Rule \(rule) has the same description." }
  fileprivate static func first(_ rule: String) -> Message { "Rule \(rule)." }
}
