import Bytes
import PatternSyntax
import Patterns

/// `^` or `$` inside an alternative of a native pattern.
struct NativeInnerAnchor: NativePatternCheck {
  static let page = CheckPage(
    code: "native-inner-anchor", severity: .warning, category: .patterns,
    summary: "A ^ or $ of a native regular expression does not stand at the edge of its alternative.",
    engine: """
      `^` is an anchor only as the first byte of an alternative and `$` only as the last one; elsewhere they stand for \
      themselves. That includes the inside of a group: `(^a)` looks for the text `^a`.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>(^sshd) failed</regex>
                  ^
          <description>sshd</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <regex>^4720$ | ^4721$</regex>
                      ^   ^
          <description>accounts</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>^sshd failed|cost \$5 a^b</regex>
          <description>sshd</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <regex>^4720$|^4721$</regex>
          <description>accounts</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §2.7, §11"))

  func look(at alternative: NativeExpression.Alternative, of use: PatternUse, _ findings: inout Findings) {
    for index in alternative.cells.indices {
      let isCaret = alternative.isLiteral(index, "^")
      guard isCaret || alternative.isLiteral(index, "$") else { continue }
      guard isCaret ? looksLikeStart(alternative, index) : looksLikeEnd(alternative, index) else { continue }
      findings.add(
        .literal(isCaret ? "^" : "$"), at: use.place(alternative.positions[index]),
        hint: "Anchors stand at the very edges of an alternative; write \\$ for a dollar sign that is meant.")
    }
  }

  /// Only blanks, line ends and the beginning of a group before it.
  private func looksLikeStart(_ alternative: NativeExpression.Alternative, _ index: Int) -> Bool {
    alternative.cells[..<index].allSatisfy { cell in
      switch cell {
      case .literal(let byte): byte <= 0x20
      case .mark: true
      case .byteClass: false
      }
    }
  }

  /// Only blanks, line ends and the end of a group behind it.
  private func looksLikeEnd(_ alternative: NativeExpression.Alternative, _ index: Int) -> Bool {
    guard index > 0, index + 1 < alternative.cells.count else { return false }
    return alternative.cells[(index + 1)...].allSatisfy { cell in
      switch cell {
      case .literal(let byte): byte <= 0x20
      case .mark: true
      case .byteClass: false
      }
    }
  }
}

extension Message {
  fileprivate static func literal(_ anchor: String) -> Message {
    "This \(anchor) is a literal: it does not stand at the edge of its alternative."
  }
}
