import Bytes
import Rulesets

/// Metadata that a repository has agreed on.
struct RequiredMetadata: Check, DocumentCheck {
  static let page = CheckPage(
    code: "required-metadata", severity: .warning, category: .rules, isOptIn: true,
    summary: "A rule that can alert lacks metadata that assay.conf asks for.",
    engine: """
      Nothing: alerts are as complete as their rules. Techniques (`<mitre>`) and compliance groups (`gdpr_…`, `pci_dss_…`) \
      become fields of the alert document that dashboards count by.
      """,
    avoid: #"""
      --- assay.conf
      lint-require = mitre, gdpr_
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
        ^
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>sshd</description>
          <group>gdpr_IV_35.7.d,</group>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- assay.conf
      lint-require = mitre, gdpr_
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>sshd</description>
          <mitre>
            <id>T1110</id>
          </mitre>
          <group>gdpr_IV_35.7.d,</group>
        </rule>
        <rule id="100101" level="0">
          <if_sid>1</if_sid>
          <match>sshd: started</match>
          <description>Level 0 never alerts.</description>
        </rule>
      </group>
      """#,
    verified: .convention("what alerts must carry is for the people who read them"),
    options: [
      (
        "lint-require",
        "elements (`mitre`, `info`, `group`) or beginnings of group names (`gdpr_`) that rules above level 0 must have"
      )
    ])

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      guard let level = rule.attribute("level"), (Int(level.value.description) ?? 0) > 0 else { continue }
      let groups = ByteString(rule.group.attributes.flatMap(\.value.bytes) + rule.all("group").flatMap(\.content.bytes))
      let missing = ruleset.settings.requiredMetadata.filter { wanted in
        if rule.first(wanted.description) != nil { return false }
        return !groups.bytes.split(separator: UInt8(ascii: ",")).contains { $0.starts(with: wanted.bytes) }
      }
      guard !missing.isEmpty else { continue }
      findings.add(
        .missing(rule.title, missing.map { "\"\($0)\"" }.joined(separator: ", ")), at: rule.element.place)
    }
  }
}

extension Message {
  fileprivate static func missing(_ rule: String, _ names: String) -> Message { "Rule \(rule) lacks \(names)." }
}
