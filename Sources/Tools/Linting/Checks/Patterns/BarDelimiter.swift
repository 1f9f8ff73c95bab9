import Bytes
import PatternSyntax
import Patterns

/// `^CEF:0|Vendor|Product`.
struct BarDelimiter: Check, DocumentCheck {
  static let page = CheckPage(
    code: "bar-delimiter", severity: .warning, category: .patterns,
    summary: "A bar that seems to stand for itself separates alternatives.",
    engine: """
      An unescaped bar ends an alternative, in every dialect and also inside of a text such as `!|!` or `CEF:0|`. What \
      stands on one side of it is enough for a match. In regular expressions the byte is written \\|; a list of literals \
      cannot hold it.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^CEF:0|Vendor|Product</prematch>
                        ^
      </decoder>
      <decoder name="other">
        <prematch>^other: </prematch>
        <regex offset="after_prematch">^(\d+)!|!(\w+)!|!</regex>
                                              ^
        <order>id, srcuser</order>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^CEF:0\|Vendor\|Product</prematch>
      </decoder>
      <decoder name="other">
        <prematch>^other: </prematch>
        <regex offset="after_prematch">^(\d+)!\|!(\w+)!\|!</regex>
        <order>id, srcuser</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/regex.md §2.6"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.dialect == .osregex || use.dialect == .osmatch || use.dialect == .pcre2 {
      guard let bar = Self.bar(in: use.text.bytes) else { continue }
      findings.add(
        .alternative, at: use.place(bar),
        hint: use.dialect == .osmatch
          ? "Write type=\"osregex\" and \\|: a list of literals cannot hold a bar." : "Write \\| for the byte itself.")
    }
  }

  /// Marks of formats whose parts are separated by bars.
  private static let formats = ["cef:0", "cef:1", "cef:\\d", "cef:\\d+", "leef:1.0", "leef:2.0", "leef:\\d.\\d"].map {
    Array($0.utf8)
  }

  /// The first bar that has the same punctuation on both sides, or that follows the mark of such a format.
  private static func bar(in text: [UInt8]) -> Int? {
    for index in text.indices where text[index] == UInt8(ascii: "|") {
      guard index > 0, text[index - 1] != UInt8(ascii: "\\") else { continue }
      let before = text[index - 1]
      if index + 1 < text.count, text[index + 1] == before, isDelimiter(before),
        index < 2 || text[index - 2] != UInt8(ascii: "\\")
      {
        return index
      }
      let head = text[..<index].map(ASCII.fold)
      if formats.contains(where: { head.count >= $0.count && head.suffix($0.count).elementsEqual($0) }) { return index }
    }
    return nil
  }

  /// Bytes that formats put around bars; none that means anything to a pattern.
  private static func isDelimiter(_ byte: UInt8) -> Bool { "!#%&;,:=~@".utf8.contains(byte) }
}

extension Message {
  fileprivate static let alternative: Message =
    "This bar separates alternatives: what stands on one side of it is enough for a match."
}
