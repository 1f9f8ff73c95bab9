import Bytes
import PatternSyntax
import Patterns

/// `[a-z]` in a native pattern.
struct NativeSet: NativePatternCheck {
  static let page = CheckPage(
    code: "native-set", severity: .warning, category: .patterns,
    summary: "A native regular expression holds what looks like a set of characters.",
    engine: """
      The native dialect has no sets: brackets are literals, and `[a-z]` matches only the text `[a-z]`. Its classes are \
      `\\w \\d \\s \\p` and their complements.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>^user [a-z0-9]x$</regex>
                       ^
          <description>user</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>^user \w+ [pid-x]$</regex>
          <description>user</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <regex type="pcre2">^user [a-z0-9]+$</regex>
          <description>user</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §2.3, §10.4"), references: ["docs/reference/regex.md §2.2"])

  func look(at alternative: NativeExpression.Alternative, of use: PatternUse, _ findings: inout Findings) {
    for index in alternative.cells.indices where alternative.isLiteral(index, "[") {
      guard isSet(alternative, index + 1) else { continue }
      findings.add(
        .set(use.name), at: use.place(alternative.positions[index]),
        hint: "Use \\w, \\d or another class, or type=\"pcre2\" for the whole pattern.",
        notes: Witness.note(use, besides: findings))
      return
    }
  }

  /// Ranges of single characters, or a complement.
  private func isSet(_ alternative: NativeExpression.Alternative, _ start: Int) -> Bool {
    if alternative.isLiteral(start, "^") { return true }
    var index = start
    var ranges = 0
    while let from = alternative.literal(index), from != UInt8(ascii: "]") {
      if alternative.isLiteral(index + 1, "-"), let to = alternative.literal(index + 2), ASCII.isAlphanumeric(from),
        ASCII.isAlphanumeric(to), from < to, ASCII.isDigit(from) == ASCII.isDigit(to)
      {
        ranges += 1
        index += 3
      } else if "_.-".utf8.contains(from), ranges > 0 {
        index += 1
      } else {
        return false
      }
    }
    return ranges > 0 && alternative.isLiteral(index, "]")
  }
}

extension Message {
  fileprivate static func set(_ element: String) -> Message {
    "Native regular expressions have no sets: the brackets in <\(element)> are literals."
  }
}
