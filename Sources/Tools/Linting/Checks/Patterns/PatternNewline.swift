import Bytes
import Patterns

/// A line end in a pattern.
struct PatternNewline: Check, DocumentCheck {
  static let page = CheckPage(
    code: "pattern-newline", severity: .warning, category: .patterns,
    summary: "A pattern goes over several lines: the line end and the indentation belong to it.",
    engine: """
      Nothing of an element's text is trimmed. A bar, a line end and `^4749$` make an alternative that begins with a line \
      end and blanks, where `^` is a literal that no value has. Logs have no line ends, either.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <field name="id">^4747$|^4748$|
                                         ^
            ^4749$</field>
          <description>accounts</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>^4747$|^4748$|</match>
          <match>^4749$</match>
          <description>Repeated elements are joined
            without anything in between.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <regex type="pcre2">(?x) ^47(47|
            48)$</regex>
          <description>Extended syntax.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §11: stock rules 60113, 60138 and 60139"),
    references: ["docs/reference/regex.md §2.3"])

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns {
      guard let at = use.text.bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { continue }
      if use.dialect == .pcre2, use.text.description.contains("(?x") { continue }
      let dead = Self.deadAlternative(use, at)
      findings.add(
        dead.map { .dead($0) } ?? .newline(use.name), at: use.place(at),
        hint: "Put the pattern on one line, or spread it over several <\(use.name)> elements, which are joined.")
    }
  }

  /// The alternative whose anchor the line end has made a literal, without the blanks.
  private static func deadAlternative(_ use: PatternUse, _ at: Int) -> ByteString? {
    guard use.dialect != .pcre2 else { return nil }
    for range in use.alternativeRanges where range.contains(at) {
      let words = use.text.bytes[range].drop { $0 <= 0x20 }
      if words.first == UInt8(ascii: "^"), words.startIndex > range.lowerBound { return ByteString(words) }
    }
    return nil
  }
}

extension Message {
  fileprivate static func newline(_ element: String) -> Message {
    "The text of <\(element)> holds a line end, which is part of the pattern."
  }
  fileprivate static func dead(_ alternative: ByteString) -> Message {
    "The alternative \"\(alternative)\" begins with a line end, so its ^ is a literal that no value has."
  }
}
