import Bytes
import PatternSyntax
import Patterns

/// `?` as a quantifier in a native pattern.
struct NativeOptional: NativePatternCheck {
  static let page = CheckPage(
    code: "native-optional", severity: .warning, category: .patterns,
    summary: "A native regular expression holds a question mark that looks like a quantifier.",
    engine: """
      The native dialect has no `?`, neither as "optional" nor as "lazy": it is the character itself. `\\d+?` wants a \
      question mark behind the digits, and so does `(\\w+)?`.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>from \S+? port</regex>
                         ^
          <description>from</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>from \S+ port</regex>
          <description>from</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <regex>GET /\w+?cmd=|\S+?id=</regex>
          <description>a query</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §2.4, §10.4"))

  func look(at alternative: NativeExpression.Alternative, of use: PatternUse, _ findings: inout Findings) {
    for index in alternative.cells.indices.dropFirst() where alternative.isLiteral(index, "?") {
      let isQuantifier: Bool =
        switch alternative.cells[index - 1] {
        // Behind a run a query string may begin: "?id=" has a letter next.
        case .byteClass(_, let quantifier): quantifier != .one && !isQuery(alternative, index)
        case .mark(let number): number % 2 == 1 && !isQuery(alternative, index)
        case .literal: alternative.isLiteral(index - 1, "*") && index > 1 && alternative.isLiteral(index - 2, ".")
        }
      guard isQuantifier else { continue }
      findings.add(
        .optional(use.name), at: use.place(alternative.positions[index]),
        hint:
          "Runs are left at the first chance anyway; for an optional part write two alternatives, or use type=\"pcre2\".",
        notes: Witness.note(use, besides: findings))
      return
    }
  }

  private func isQuery(_ alternative: NativeExpression.Alternative, _ index: Int) -> Bool {
    guard index + 1 < alternative.cells.count else { return true }
    if let next = alternative.literal(index + 1) { return ASCII.isAlphanumeric(next) || next == UInt8(ascii: "_") }
    if case .byteClass(.word, _) = alternative.cells[index + 1] { return true }
    return false
  }
}

extension Message {
  fileprivate static func optional(_ element: String) -> Message {
    "Native regular expressions have no optional or lazy parts: the question mark in <\(element)> is a literal."
  }
}
