import Bytes

/// An exclamation mark before an address.
struct AddressNegation: Check, DocumentCheck {
  static let page = CheckPage(
    code: "address-negation", severity: .warning, category: .rules,
    summary: "An address begins with an exclamation mark, which does not negate it.",
    engine: """
      The mark is accepted and dropped, so the rule matches exactly what it should not. negate="yes" of the last \
      <srcip> negates the whole set.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <srcip>!10.0.0.0/8</srcip>
                 ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <srcip negate="yes">10.0.0.0/8</srcip>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      for address in rule.all("srcip") + rule.all("dstip") where address.content.bytes.first == UInt8(ascii: "!") {
        findings.add(
          .ignored(address.content), at: address.place(ofByte: 0),
          hint: "Write <\(address.name) negate=\"yes\"> without the mark.")
      }
    }
  }
}

extension Message {
  fileprivate static func ignored(_ address: ByteString) -> Message {
    "The ! of \"\(address)\" is ignored: the address is not negated."
  }
}
