import Bytes
import Patterns

/// A byte from 0x80 on in a native pattern or a free literal.
struct HighByte: Check, DocumentCheck {
  static let page = CheckPage(
    code: "high-byte", severity: .warning, category: .patterns,
    summary: "A pattern holds a byte from 0x80 on (é, ü, €, …), which never matches.",
    engine: """
      On x86-64 the native matcher compares signed with unsigned bytes, so a literal byte from 0x80 on matches nothing, not \
      even itself; a list of literals finds it only in an alternative with `^` or `$`. The classes `\\.`, `\\S`, `\\W` \
      and `\\D` do match such bytes in a log.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>Zugriff verweigert für</match>
                                     ^
          <description>denied</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>Zugriff verweigert f\.\.r</regex>
          <description>Zugriff verweigert für</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match type="pcre2">für|^für</match>
          <description>für</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §2.1, §5 (x86-64; other processors may differ)"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns {
      guard let at = Self.deadByte(use) else { continue }
      findings.add(
        .neverMatches(use.name), at: use.place(at), hint: "Use \\. for each of its bytes in <regex>, or type=\"pcre2\"."
      )
    }
  }

  private static func deadByte(_ use: PatternUse) -> Int? {
    guard use.dialect != .pcre2, let first = use.text.bytes.firstIndex(where: { $0 >= 0x80 }) else { return nil }
    guard let list = use.literals else { return first }
    for (alternative, range) in zip(list.alternatives, use.alternativeRanges) where alternative.cannotMatch {
      return use.text.bytes[range].firstIndex { $0 >= 0x80 }
    }
    return nil
  }
}

extension Message {
  fileprivate static func neverMatches(_ element: String) -> Message {
    "This alternative of <\(element)> never matches: it holds a byte from 0x80 on."
  }
}
