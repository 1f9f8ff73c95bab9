import Rulesets

/// An id outside the ranges that a repository has agreed on.
struct IDRange: Check, DocumentCheck {
  static let page = CheckPage(
    code: "id-range", severity: .warning, category: .rules, isOptIn: true,
    summary: "A rule's id is outside the ranges that assay.conf allows.",
    engine: """
      The engine takes ids from 1 to 999999. Below 100000 stock rules live, and an update may bring one with your id: the \
      rule that is loaded later is dropped (7612). Wazuh's documentation keeps 100000 to 120000 for own rules.
      """,
    avoid: #"""
      --- assay.conf
      lint-ids = 100000-100999, 110000
      --- rules.xml
      <group name="local,">
        <rule id="88100" level="5">
                  ^
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>sshd</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- assay.conf
      lint-ids = 100000-100999, 110000
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>sshd</description>
        </rule>
        <rule id="1" level="0" noalert="1" overwrite="yes">
          <category>syslog</category>
          <description>Changes a rule that is there.</description>
        </rule>
      </group>
      """#,
    verified: .convention("ids below 100000 belong to the stock ruleset"),
    options: [("lint-ids", "ranges of ids for own rules: `100000-120000, 200000`; without it the check does not run")])

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let ranges = ruleset.settings.idRanges
    guard !ranges.isEmpty else { return }
    for rule in ruleset.ownRules where !rule.isOverwrite {
      guard let id = rule.id, let attribute = rule.attribute("id"), !ranges.contains(where: { $0.contains(id) }) else {
        continue
      }
      findings.add(
        .outside(id), at: attribute.valuePlace, hint: ruleset.freeID(near: id).map { "The next free id is \($0)." })
    }
  }
}

extension Message {
  fileprivate static func outside(_ id: Int) -> Message { "Id \(id) is outside the ranges of this repository." }
}
