/// An id of the stock ruleset.
struct ReservedID: Check, DocumentCheck {
  static let page = CheckPage(
    code: "reserved-id", severity: .warning, category: .rules, isOptIn: true,
    summary: "An own rule has an id below 100000.",
    engine: """
      Of two rules with one id the one that is loaded later is dropped (7612). Stock files sort before most own ones, \
      so it is the own rule.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="5800" level="5">
                  ^
          <if_sid>1</if_sid>
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
      </group>
      """#,
    verified: .convention("Wazuh keeps ids from 100000 to 120000 for own rules"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    guard ruleset.settings.idRanges.isEmpty else { return }
    // Without a base the ruleset is itself the one whose ids these are.
    guard ruleset.files.contains(where: \.isBase) else { return }
    for rule in ruleset.ownRules where !rule.isOverwrite {
      guard let id = rule.id, id > 9, id < 100_000, let attribute = rule.attribute("id") else { continue }
      findings.add(
        .reserved(id), at: attribute.valuePlace,
        hint: ruleset.freeID(near: id).map { "The first free id from 100000 on is \($0)." })
    }
  }
}

extension Message {
  fileprivate static func reserved(_ id: Int) -> Message {
    "Ids below 100000 belong to the stock ruleset: an update may bring its own rule \(id)."
  }
}
