/// A decoded_as without a decoder.
struct DecoderNameCheck: LoadMessageCheck {
  static let page = CheckPage(
    code: "decoder-name", severity: .error, category: .dropped,
    summary: "decoded_as names a decoder that does not exist: the whole ruleset is refused.",
    engine: """
      All decoders are read before the first rule, so that the order of files does not matter. Names are compared \
      exactly.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>Json</decoded_as>
                      ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>json</decoded_as>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.2, §7"))
}
