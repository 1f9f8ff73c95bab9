/// Ids that do not ascend.
struct IDOrder: Check, DocumentCheck {
  static let page = CheckPage(
    code: "id-order", severity: .info, category: .rules, isOptIn: true,
    summary: "The ids of a file's rules do not ascend.",
    engine: """
      Nothing: order is that of the file, and ids are names. People look rules up by their ids, and find free ones by \
      the last.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100110" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100105" level="5">
                  ^
          <if_sid>1</if_sid>
          <match>cron</match>
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
        <rule id="100105" level="5">
          <if_sid>1</if_sid>
          <match>cron</match>
          <description>A rule.</description>
        </rule>
        <rule id="100106" level="5">
          <if_sid>1</if_sid>
          <match>x</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .convention("a file is read from top to bottom"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    var last: [Int: Int] = [:]
    for rule in ruleset.ownRules where !rule.isOverwrite {
      guard let id = rule.id, let attribute = rule.attribute("id") else { continue }
      let file = rule.element.place.file
      if let before = last[file], id < before { findings.add(.lower(id, before), at: attribute.valuePlace) }
      last[file] = id
    }
  }
}

extension Message {
  fileprivate static func lower(_ id: Int, _ before: Int) -> Message { "Rule \(id) stands behind rule \(before)." }
}
