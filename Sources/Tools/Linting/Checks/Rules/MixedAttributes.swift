import Bytes

/// Repeated elements that do not agree on type or negate.
struct MixedAttributes: Check, DocumentCheck {
  static let page = CheckPage(
    code: "mixed-attributes", severity: .warning, category: .rules,
    summary: "Parts of one pattern disagree on type or negate: the last one decides.",
    engine: """
      Repeated elements are one pattern, and each part sets type and negate anew. A pcre2 pattern over several lines \
      is read as a native one if its last part has no type.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch type="pcre2">^local[\d+]:</prematch>
        ^
        <prematch> login </prematch>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch type="pcre2">^local\[\d+\]:</prematch>
        <prematch type="pcre2"> login </prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/rules.md §5.1, docs/reference/decoders.md §3.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.elements.count > 1 {
      for name: ByteString in ["type", "negate"] {
        let last = use.elements[use.elements.count - 1].attribute(name)?.value.lowercased
        guard let other = use.elements.first(where: { $0.attribute(name)?.value.lowercased != last }) else { continue }
        findings.add(
          .mixed(use.name, name, last), at: other.place,
          hint: "Give every part the same \(name).")
      }
    }
  }
}

extension Message {
  fileprivate static func mixed(_ element: String, _ attribute: ByteString, _ value: ByteString?) -> Message {
    "The last <\(element)> decides for all of them: \(attribute) is \(value ?? "not set"), whatever this one says."
  }
}
