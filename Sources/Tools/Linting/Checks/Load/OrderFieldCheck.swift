/// An empty name in order, or one in fts that the order does not have.
struct OrderFieldCheck: LoadMessageCheck {
  static let page = CheckPage(
    code: "order-field", messages: ["order-size", "fts-field"], severity: .error, category: .dropped,
    summary: "order has an empty name or too many, or fts a name that is not in order: the whole ruleset is refused.",
    engine: """
      Names are separated by commas; a row has at most 256. fts may name static fields, name, and the dynamic fields \
      of an order above it.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex>user (\w+) (\S+)</regex>
        <order>user,,srcip</order>
               ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex>user (\w+) (\S+)</regex>
        <order>user,srcip</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §3.4, §4"))
}
