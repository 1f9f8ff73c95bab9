/// A decoder type that does not exist.
struct DecoderTypeCheck: LoadMessageCheck {
  static let page = CheckPage(
    code: "decoder-type", severity: .error, category: .dropped,
    summary: "The type of a decoder does not exist: the whole ruleset is refused.",
    engine: """
      The types are syslog, firewall, ids, web-log, squid, windows, host-information and ossec, exactly.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <type>web</type>
              ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <type>web-log</type>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §3.4, §4"))
}
