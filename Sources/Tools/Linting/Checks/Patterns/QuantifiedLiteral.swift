import Bytes
import PatternSyntax
import Patterns

/// `a+`, `(…)*` in a native pattern.
struct QuantifiedLiteral: NativePatternCheck {
  static let page = CheckPage(
    code: "quantified-literal", severity: .warning, category: .patterns,
    summary: "In a native regular expression + or * stands behind a character or a group, where it is a literal.",
    engine: """
      `+` and `*` repeat only an escape directly before them (`\\d+`, `\\.*`). Behind a letter, a digit or a closing \
      parenthesis they stand for themselves: `#d+` matches the text `#d+`, and `(\\d)+` a digit and a plus sign.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>client #d+ denied</regex>
                          ^
          <description>client</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>client #\d+ denied</regex>
          <description>client</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <regex>[**] at 12:00 +\d+|select+from</regex>
          <description>literal marks</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §2.4, §11"))

  func look(at alternative: NativeExpression.Alternative, of use: PatternUse, _ findings: inout Findings) {
    for index in alternative.cells.indices.dropFirst()
    where alternative.isLiteral(index, "+") || alternative.isLiteral(index, "*") {
      guard isMeant(alternative, index) else { continue }
      let quantifier: ByteString = alternative.isLiteral(index, "+") ? "+" : "*"
      let escape = missingBackslash(alternative, index)
      findings.add(
        .literal(quantifier), at: use.place(alternative.positions[index]),
        hint: escape.map { "Did you mean \\\($0)\(quantifier)?" }
          ?? "Only escapes can be repeated: use a class, or type=\"pcre2\".",
        notes: escape == nil
          ? Witness.note(use, besides: findings)
          : Witness.note(
            use, meant: inserting("\\", at: alternative.positions[index - 1], in: use.text), as: .osregex,
            besides: findings))
      return
    }
  }

  private func inserting(_ inserted: ByteString, at position: Int, in text: ByteString) -> ByteString {
    ByteString(text.bytes[..<position] + inserted.bytes + text.bytes[position...])
  }

  /// Whether the mark was meant as a quantifier: behind a group, or behind a letter and not between words.
  private func isMeant(_ alternative: NativeExpression.Alternative, _ index: Int) -> Bool {
    let next = alternative.literal(index + 1)
    let nextIsWord =
      next.map { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "*") } ?? false
    switch alternative.cells[index - 1] {
    case .mark(let number): return number % 2 == 1
    case .literal(let byte):
      // "select+from" is a query, "**" an emphasis, "C++" a name; ".*" has a check of its own.
      guard ASCII.isAlphanumeric(byte), !nextIsWord else { return false }
      // A lone letter that is the name of an escape lost its backslash.
      return missingBackslash(alternative, index) != nil || byte == UInt8(ascii: "]")
    case .byteClass: return false
    }
  }

  /// The escape that a letter before the mark would be with a backslash, if it stands alone.
  private func missingBackslash(_ alternative: NativeExpression.Alternative, _ index: Int) -> ByteString? {
    guard let letter = alternative.literal(index - 1), "wdsp".utf8.contains(letter) else { return nil }
    if let before = alternative.literal(index - 2), ASCII.isAlphanumeric(before) { return nil }
    if index >= 2, case .byteClass = alternative.cells[index - 2] { return nil }
    return ByteString([letter])
  }
}

extension Message {
  fileprivate static func literal(_ quantifier: ByteString) -> Message {
    "This \(quantifier) is a literal: in native regular expressions only escapes (\\d, \\S, \\. …) can be repeated."
  }
}
