import Bytes

/// A decoder name that switches to another output.
struct DecoderNameSyscheck: Check, DocumentCheck {
  static let page = CheckPage(
    code: "decoder-name-syscheck", severity: .warning, category: .decoders,
    summary: "The name of a decoder begins with syscheck_.",
    engine: """
      Such events are printed in the layout of file integrity monitoring, with fixed fields by position; dynamic \
      fields are left out of data.
      """,
    avoid: #"""
      <decoder name="syscheck_local">
                     ^
        <prematch>^local: </prematch>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local-syscheck">
        <prematch>^local: </prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §11.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for decoder in ruleset.ownDecoders where decoder.name.bytes.starts(with: "syscheck_".utf8) {
      guard let name = decoder.element.attributes.first else { continue }
      findings.add(.switches, at: name.valuePlace, hint: "Take another name.")
    }
  }
}

extension Message {
  fileprivate static let switches: Message =
    "Names beginning with syscheck_ switch the alert to the layout of file monitoring: dynamic fields are not in it."
}
