import Bytes

/// use_own_name that is not true.
struct UseOwnName: Check, DocumentCheck {
  static let page = CheckPage(
    code: "use-own-name", severity: .warning, category: .decoders,
    summary: "use_own_name has no effect: its text is not exactly true, or the decoder is a root.",
    engine: "Any other text (yes, True, a blank before it) is off, without a message.",
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <use_own_name>yes</use_own_name>
                      ^
        <prematch offset="after_parent">^login </prematch>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <use_own_name>true</use_own_name>
        <prematch offset="after_parent">^login </prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §3.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for decoder in ruleset.ownDecoders {
      guard let element = decoder.first("use_own_name") else { continue }
      if element.content != "true" {
        findings.add(
          .notTrue(element.content), at: element.contentPlace,
          fix: element.isVerbatim && !["false", "no"].contains(element.content.lowercased)
            ? Fix("Write true.", [Fix.Edit(element.contentPlace, with: "true")]) : nil)
      } else if decoder.first("parent") == nil {
        findings.add(.root, at: element.place, severity: .info)
      }
    }
  }
}

extension Message {
  fileprivate static func notTrue(_ text: ByteString) -> Message {
    "use_own_name \"\(text)\" means no: only \"true\" means yes."
  }
  fileprivate static let root: Message =
    "use_own_name has no effect in a root, which is reported under its own name anyway."
}
