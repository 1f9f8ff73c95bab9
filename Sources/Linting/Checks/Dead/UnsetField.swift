import Bytes
import Rulesets

/// A field that no decoder of the path sets.
struct UnsetField: Check {
  static let page = CheckPage(
    code: "field-never-set", .warning, .dead,
    summary: "A rule tests a field that no decoder on its path sets.",
    engine: """
      A field that the event lacks makes the condition fail, even a negated one. Names are compared without case. \
      Decoders in code (JSON_Decoder) set whatever the log has, so they are never reported.
      """,
    avoid: #"""
      --- decoders.xml
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) </regex>
        <order>account</order>
      </decoder>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>local</decoded_as>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>100100</if_sid>
          <field name="acount">^root$</field>
                       ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- decoders.xml
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) </regex>
        <order>account</order>
      </decoder>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>local</decoded_as>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>100100</if_sid>
          <field name="Account">^root$</field>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("spec/rules.md §5.1, §5.3"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let fields = DecodedFields(ruleset)
    for rule in ruleset.ownRules {
      guard let definition = rule.definition, let decoders = fields.decoders(ofRule: definition), !decoders.isEmpty,
        let known = fields.names(ofDecoders: decoders)
      else { continue }
      for element in rule.all("field") {
        guard let name = element.attribute("name"), !known.contains(name.value.lowercased) else { continue }
        findings.add(
          .unset(name.value, decoders.sorted().map(\.description).joined(separator: ", ")), at: name.valuePlace,
          hint: Suggestion.closest(to: name.value, among: known.sorted()).map { "Did you mean \"\($0)\"?" }
            ?? "Its orders hold: \(known.sorted().prefix(12).map(\.description).joined(separator: ", ")).")
      }
    }
  }
}

extension Message {
  fileprivate static func unset(_ field: ByteString, _ decoders: String) -> Message {
    "The field \"\(field)\" is never set: no order of the decoder \(decoders) has it."
  }
}
