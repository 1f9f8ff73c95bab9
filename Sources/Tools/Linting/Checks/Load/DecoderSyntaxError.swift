/// A pattern of a decoder that does not compile.
struct DecoderSyntaxError: LoadMessageCheck {
  static let page = CheckPage(
    code: "1452", severity: .error, category: .dropped,
    summary: "A pattern of a decoder does not compile: the whole ruleset is refused.",
    engine: """
      The native dialect knows only a few escapes (\\[, \\/, \\-, \\" and \\: are none of them), no nested groups and no \
      alternatives in groups.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^\[local\]: </prematch>
                   ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^[local]: </prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/regex.md §2.2, §2.8"))
}
