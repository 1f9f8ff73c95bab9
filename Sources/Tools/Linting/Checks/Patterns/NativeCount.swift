import Bytes
import PatternSyntax
import Patterns

/// `{3}` in a native pattern.
struct NativeCount: NativePatternCheck {
  static let page = CheckPage(
    code: "native-count", severity: .warning, category: .patterns,
    summary: "A native regular expression holds what looks like a counted repetition.",
    engine: "The native dialect has no `{n}` and no `{n,m}`: `\\d{3}` matches a digit and the text `{3}`.",
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>code \d{3}</regex>
                        ^
          <description>code</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>code \d\d\d</regex>
          <description>code</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <regex>{"code":1}</regex>
          <description>code</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §2.3, §10.4"))

  func look(at alternative: NativeExpression.Alternative, of use: PatternUse, _ findings: inout Findings) {
    for index in alternative.cells.indices where alternative.isLiteral(index, "{") {
      var end = index + 1
      while let byte = alternative.literal(end), ASCII.isDigit(byte) || byte == UInt8(ascii: ",") { end += 1 }
      guard end > index + 1, alternative.isLiteral(end, "}"), index > 0 else { continue }
      findings.add(
        .count(use.name), at: use.place(alternative.positions[index]),
        hint: "Repeat the class, use + or *, or use type=\"pcre2\".",
        notes: Witness.note(use, besides: findings))
      return
    }
  }
}

extension Message {
  fileprivate static func count(_ element: String) -> Message {
    "Native regular expressions have no counted repetition: the braces in <\(element)> are literals."
  }
}
