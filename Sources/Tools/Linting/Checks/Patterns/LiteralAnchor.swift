import Bytes
import Patterns

/// An anchor that does not stand at the edge of a literal.
struct LiteralAnchor: Check, DocumentCheck {
  static let page = CheckPage(
    code: "literal-anchor", severity: .warning, category: .patterns,
    summary: "An anchor of a list of literals does not stand at the edge of its alternative.",
    engine: """
      One ^ at the very beginning and one $ at the very end of an alternative are anchors; blanks before or behind \
      them make them characters.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>^root$| ^admin$</match>
                         ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>^root$|^admin$|cost $5 a^b</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §5"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns {
      guard let list = use.literals else { continue }
      for (alternative, range) in zip(list.alternatives, use.alternativeRanges) where alternative.text.count > 1 {
        let text = use.text.bytes[range]
        let start = text.firstIndex { $0 > 0x20 } ?? text.endIndex
        let end = text.lastIndex { $0 > 0x20 } ?? text.startIndex
        if start < text.endIndex, start > text.startIndex, text[start] == UInt8(ascii: "^") {
          findings.add(.literal("^"), at: use.place(start), hint: "Remove the blanks before it.")
        } else if end < text.index(before: text.endIndex), text[end] == UInt8(ascii: "$"), end > text.startIndex {
          findings.add(.literal("$"), at: use.place(end), hint: "Remove the blanks behind it.")
        } else if text.starts(with: "(^".utf8) || text.starts(with: "^^".utf8) {
          findings.add(.literal("^"), at: use.place(text.startIndex + 1))
        }
      }
    }
  }
}

extension Message {
  fileprivate static func literal(_ anchor: String) -> Message {
    "This \(anchor) is a literal: it does not stand at the very edge of its alternative."
  }
}
