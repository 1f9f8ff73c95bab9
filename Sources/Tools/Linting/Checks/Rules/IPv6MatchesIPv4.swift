import Bytes

/// An IPv6 entry that matches every IPv4 address.
struct IPv6MatchesIPv4: Check, DocumentCheck {
  static let page = CheckPage(
    code: "ipv6-matches-ipv4", severity: .warning, category: .rules,
    summary: "An IPv6 address that begins with zeros matches every IPv4 address.",
    engine: """
      An IPv4 address of an event is compared with the first eight bytes of an IPv6 entry as network and mask. For ::1 \
      these are all zero, so that every IPv4 address is inside.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <srcip>::1</srcip>
                 ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <srcip>2001:db8::/32</srcip>
          <srcip>127.0.0.1</srcip>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.4, docs/reference/regex.md §7"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      for address in rule.all("srcip") + rule.all("dstip") {
        var text = address.content.lowercased.bytes[...]
        if text.first == UInt8(ascii: "!") { text = text.dropFirst() }
        // Whatever begins with two colons has eight zero bytes in front, unless it is an embedded IPv4 address.
        guard text.starts(with: "::".utf8), !text.contains(UInt8(ascii: ".")) else { continue }
        findings.add(.matchesAll(address.content), at: address.contentPlace)
      }
    }
  }
}

extension Message {
  fileprivate static func matchesAll(_ address: ByteString) -> Message {
    "The engine compares IPv4 addresses with the first bytes of \"\(address)\": every IPv4 address matches."
  }
}
