import Bytes

/// A list field that is not the event's attribute of that name.
struct ListField: Check, DocumentCheck {
  static let page = CheckPage(
    code: "list-field", severity: .warning, category: .rules,
    summary:
      "A list looks up srcuser, dstuser or location, which it does not find in the event's attribute of that name.",
    engine: """
      Only srcip, srcport, dstip, dstport, user, url, id, hostname, program_name, status, action, protocol, \
      system_name, data and extra_data are attributes here. Every other word names a dynamic field, which a static \
      field never fills.
      """,
    avoid: #"""
      --- lists/a
      root:
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <list field="srcuser">lists/a</list>
                       ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- lists/a
      root:
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <list field="user">lists/a</list>
          <list field="account">lists/a</list>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §6.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      for list in rule.all("list") {
        guard let field = list.attributes.first(where: { $0.name.lowercased == "field" }) else { continue }
        switch field.value.lowercased {
        case "srcuser", "dstuser", "location":
          findings.add(
            .dynamic(field.value), at: field.valuePlace,
            hint: field.value.lowercased == "location"
              ? nil : "Use field=\"user\": the source user if there is one, else the destination user.")
        default: break
        }
      }
    }
  }
}

extension Message {
  fileprivate static func dynamic(_ field: ByteString) -> Message {
    "A list looks for \"\(field)\" among the dynamic fields, not in the event's own \(field)."
  }
}
