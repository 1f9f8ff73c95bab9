/// An offset that is not possible.
struct BadOffset: LoadMessageCheck {
  static let page = CheckPage(
    code: "2109", messages: ["2120"], severity: .error, category: .dropped,
    summary: "The offset of a decoder's pattern is not possible where it stands: the whole ruleset is refused.",
    engine: """
      after_parent needs a parent, after_prematch a prematch, after_regex a regex of an earlier decoder of the same \
      name. Of several parts of one pattern only the first may have an offset.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_parent">user (\w+)</regex>
        ^
        <order>user</order>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">user (\w+)</regex>
        <order>user</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §3.5, §4"))
}
