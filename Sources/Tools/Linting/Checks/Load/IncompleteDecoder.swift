/// A decoder whose parts do not fit together.
struct IncompleteDecoder: LoadMessageCheck {
  static let page = CheckPage(
    code: "2107", messages: ["2108"], severity: .error, category: .dropped,
    summary: "A decoder lacks what its other parts need: the whole ruleset is refused.",
    engine: """
      A root needs a prematch or a program_name (2108); regex and order need each other; fts needs an order; a \
      plugin's offset must be one of the known.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex>user (\w+)</regex>
        ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex>user (\w+)</regex>
        <order>user</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §3.5, §4"))
}
