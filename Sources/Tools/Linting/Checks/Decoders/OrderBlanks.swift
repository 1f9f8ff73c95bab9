import Bytes

/// A line end or tab in an order.
struct OrderBlanks: Check, DocumentCheck {
  static let page = CheckPage(
    code: "order-blanks", severity: .warning, category: .decoders,
    summary: "An order or fts has a line end, a tab, or a blank inside a name.",
    engine: """
      Only blanks before a name are skipped, and a blank ends it. A line end or tab is an ordinary byte, so an order \
      over several lines sets a field whose name begins with a line end, and nobody finds it.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) (\w+) </regex>
        <order>srcuser,
                       ^
          dstuser</order>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) (\w+) </regex>
        <order>srcuser, dstuser</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §6.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for decoder in ruleset.ownDecoders {
      for element in decoder.all("order") + decoder.all("fts") {
        for (name, offset) in OrderItems.split(element.content) {
          if let at = name.bytes.firstIndex(where: { $0 < 0x20 }) {
            let place = element.place(ofByte: offset + at)
            findings.add(.control(name), at: place, hint: "Write the names on one line, with commas and blanks alone.")
          } else {
            let end = offset + name.count
            let rest = element.content.bytes[min(end, element.content.count)...].prefix { $0 != UInt8(ascii: ",") }
            guard let word = rest.firstIndex(where: { $0 > 0x20 }) else { continue }
            findings.add(.ends(name), at: element.place(ofByte: word), hint: "Is a comma missing?")
          }
        }
      }
    }
  }
}

extension Message {
  fileprivate static func control(_ name: ByteString) -> Message {
    "The line end or tab belongs to the field's name: it is \"\(name)\"."
  }
  fileprivate static func ends(_ name: ByteString) -> Message {
    "The name ends at the blank: what follows \"\(name)\" is ignored."
  }
}
