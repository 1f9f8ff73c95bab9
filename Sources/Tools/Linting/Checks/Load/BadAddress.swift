/// A srcip or dstip that is no address.
struct BadAddress: LoadMessageCheck {
  static let page = CheckPage(
    code: "1237", severity: .error, category: .dropped,
    summary: "srcip or dstip is neither an address nor a network: the whole ruleset is refused.",
    engine: """
      An element holds one address or network: 192.0.2.1, 192.0.2.0/24, 192.0.2.0/255.255.255.0, IPv6 likewise, or \
      any. No host names, no lists, no blanks, no parts of addresses.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <srcip>192.0.2.</srcip>
                 ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <srcip>192.0.2.0/24</srcip>
          <srcip>198.51.100.7</srcip>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.4, §7"))
}
