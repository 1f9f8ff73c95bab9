import Bytes
import RulesetSyntax

/// address_match_key_value.
struct ListLookup: Check, DocumentCheck {
  static let page = CheckPage(
    code: "list-lookup", severity: .warning, category: .rules,
    summary: "A list lookup does not do what its name says.",
    engine: """
      address_match_key_value is inverted by a defect: it holds when no key is found, or the value found does not \
      satisfy check_value. match_key_value without check_value never holds, and the other lookups do not look at \
      check_value.
      """,
    avoid: #"""
      --- lists/a
      10.0.0.1:bad
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <list field="srcip" lookup="address_match_key_value" check_value="bad">lists/a</list>
                                      ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- lists/a
      10.0.0.1:bad
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <list field="srcip" lookup="address_match_key">lists/a</list>
          <list field="id" lookup="match_key_value" check_value="bad">lists/a</list>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §6.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      for list in rule.all("list") {
        guard let lookup = list.attributes.first(where: { $0.name.lowercased == "lookup" }) else { continue }
        let hasValue = list.attributes.contains { $0.name.lowercased == "check_value" }
        switch lookup.value.lowercased {
        case "address_match_key_value":
          findings.add(
            .inverted, at: lookup.valuePlace,
            hint: "Keep one list per value and use address_match_key, or expect the opposite.")
        case "match_key_value" where !hasValue:
          findings.add(.withoutValue, at: lookup.valuePlace, hint: "Add check_value, or use match_key.")
        default:
          guard hasValue, lookup.value.lowercased != "match_key_value" else { continue }
          findings.add(.unusedValue(lookup.value), at: lookup.valuePlace, hint: "Use match_key_value.")
        }
      }
    }
  }
}

extension Message {
  fileprivate static let inverted: Message =
    "address_match_key_value holds when the address is not in the list or its value differs: the engine has it inverted."
  fileprivate static let withoutValue: Message = "match_key_value never holds without check_value."
  fileprivate static func unusedValue(_ lookup: ByteString) -> Message { "\(lookup) does not look at check_value." }
}
