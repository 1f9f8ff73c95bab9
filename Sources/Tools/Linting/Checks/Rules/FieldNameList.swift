import Bytes

/// same_field with several names.
struct FieldNameList: Check, DocumentCheck {
  static let page = CheckPage(
    code: "field-name-list", severity: .warning, category: .rules,
    summary: "same_field or different_field holds several names, which are taken for one.",
    engine: "The text is the name of one field, as it is: commas and blanks belong to it.",
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
          <same_field>account,domain</same_field>
                             ^
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
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
          <same_field>account</same_field>
          <same_field>domain</same_field>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §10.3"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      for element in rule.children where ["same_field", "different_field", "not_same_field"].contains(element.name) {
        guard let at = element.content.bytes.firstIndex(where: { $0 == UInt8(ascii: ",") || $0 <= 0x20 }) else {
          continue
        }
        findings.add(
          .oneName(element.content), at: element.place(ofByte: at),
          hint: "Write one <\(element.name)> per field, without blanks.")
      }
    }
  }
}

extension Message {
  fileprivate static func oneName(_ text: ByteString) -> Message { "\"\(text)\" is taken for the name of one field." }
}
