import Bytes
import RulesetSyntax

/// fts before order.
struct FTSBeforeOrder: Check, DocumentCheck {
  static let page = CheckPage(
    code: "fts-before-order", severity: .warning, category: .decoders,
    summary: "fts stands before order, so that dynamic fields are left out of its key.",
    engine: """
      Dynamic fields are looked for in the order that has been read so far. Before it, unknown words are ignored \
      without a message; behind it they are an error.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) </regex>
        <fts>name, account</fts>
                   ^
        <order>account</order>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) </regex>
        <order>account</order>
        <fts>name, account</fts>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §9"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for decoder in ruleset.ownDecoders {
      guard let fts = decoder.children.firstIndex(where: { $0.name == "fts" }),
        let order = decoder.children.lastIndex(where: { $0.name == "order" }), fts < order
      else { continue }
      for (name, offset) in OrderItems.split(decoder.children[fts].content)
      where !Vocabulary.firstTimeSeenNames.contains(name) {
        findings.add(
          .ignored(name), at: decoder.children[fts].place(ofByte: offset, length: name.count),
          hint: "Put <fts> behind <order>.", notes: [(.order, decoder.children[order].place)])
      }
    }
  }
}

extension Message {
  fileprivate static func ignored(_ name: ByteString) -> Message {
    "\"\(name)\" is left out of the key: <fts> stands before the <order> that sets it."
  }
  fileprivate static let order: Message = "The order."
}
