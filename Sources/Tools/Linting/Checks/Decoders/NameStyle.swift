import Bytes

/// A decoder name that is hard to write again.
struct NameStyle: Check, DocumentCheck {
  static let page = CheckPage(
    code: "name-style", severity: .info, category: .decoders, isOptIn: true,
    summary: "The name of a decoder has capitals or blanks.",
    engine: """
      Names are compared exactly, blanks included: parent and decoded_as must repeat them to the letter, and a slip \
      ends the load.
      """,
    avoid: #"""
      <decoder name="Local App">
                     ^
        <prematch>^local: </prematch>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local-app">
        <prematch>^local: </prematch>
      </decoder>
      """#,
    verified: .convention("small letters, digits and hyphens need no second look"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for decoder in ruleset.ownDecoders {
      guard let name = decoder.element.attributes.first(where: { $0.name.lowercased == "name" }),
        name.value.lowercased != name.value || name.value.bytes.contains(where: { $0 <= 0x20 })
      else { continue }
      findings.add(.style(name.value), at: name.valuePlace)
    }
  }
}

extension Message {
  fileprivate static func style(_ name: ByteString) -> Message {
    "\"\(name)\" has capitals or blanks, which every reference must repeat."
  }
}
