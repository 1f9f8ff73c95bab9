import Bytes
import Patterns

/// A pcre2 prematch with a group.
struct PCRE2PrematchGroup: Check, DocumentCheck {
  static let page = CheckPage(
    code: "pcre2-prematch-group", severity: .info, category: .decoders,
    summary: "A pcre2 prematch has a capturing group, whose capture may end up in a field.",
    engine: """
      A pcre2 regex that matches without any capture gives the captures of the pattern before it to its order: those \
      of a pcre2 prematch with a group.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch type="pcre2">^(local|remote): </prematch>
                                ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch type="pcre2">^(?:local|remote): </prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/regex.md §8, docs/reference/decoders.md §5.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.name == "prematch" && use.dialect == .pcre2 {
      guard use.text.bytes.contains(UInt8(ascii: "(")), let groups = PCRE2Info(use.text)?.groupCount, groups > 0
      else { continue }
      let group = PCRE2Scan(use.text).firstCapture ?? 0
      findings.add(.stale, at: use.place(group), hint: "Write (?:…) where nothing is to be captured.")
    }
  }
}

extension Message {
  fileprivate static let stale: Message =
    "A group in a pcre2 <prematch> captures, and the capture stays until another pattern replaces it."
}
