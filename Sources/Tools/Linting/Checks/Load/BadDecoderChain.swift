/// Decoders of one name that cannot be a chain.
struct BadDecoderChain: LoadMessageCheck {
  static let page = CheckPage(
    code: "2102", messages: ["2103", "2104"], severity: .error, category: .dropped,
    summary:
      "A further decoder of the same name has a prematch or fts, or follows one that runs nothing: the whole ruleset is refused.",
    engine: """
      Children of one parent that share a name are a chain: the first has the prematch, each has a regex and an \
      order, and the regexes are tried one behind the other. A later member with a prematch (2102) or fts (2103), \
      and a first one without a regex (2104), are refused.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>
      <decoder name="local-user">
        <parent>local</parent>
        <regex>user (\w+)</regex>
        <order>user</order>
      </decoder>
      <decoder name="local-user">
      ^
        <parent>local</parent>
        <prematch>from</prematch>
        <regex>from (\S+)</regex>
        <order>srcip</order>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>
      <decoder name="local-user">
        <parent>local</parent>
        <regex>user (\w+)</regex>
        <order>user</order>
      </decoder>
      <decoder name="local-user">
        <parent>local</parent>
        <regex>from (\S+)</regex>
        <order>srcip</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §3.6, §4"))
}
