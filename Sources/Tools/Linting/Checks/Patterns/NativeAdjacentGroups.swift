import Bytes
import PatternSyntax
import Patterns

/// `)(` and `()` in a native pattern.
struct NativeAdjacentGroups: NativePatternCheck {
  static let page = CheckPage(
    code: "native-adjacent-groups", severity: .warning, category: .patterns,
    summary: "Two groups of a native regular expression touch, or a group is empty.",
    engine: """
      Of two parentheses in a row the second one is not read as the end or beginning of a group, but as the character \
      `(`: `(ab)(cd)` does not match `abcd`, it matches `ab(cd`.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+)(\d) </regex>
                                             ^
        <order>srcuser, id</order>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) (\d) </regex>
        <order>srcuser, id</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/regex.md §2.5, §4.2"))

  func look(at alternative: NativeExpression.Alternative, of use: PatternUse, _ findings: inout Findings) {
    for index in alternative.cells.indices.dropFirst() where alternative.isMark(index) && alternative.isMark(index - 1)
    {
      findings.add(
        .adjacent, at: use.place(alternative.positions[index]),
        hint: "Put something between the groups, or use type=\"pcre2\".")
      return
    }
  }
}

extension Message {
  fileprivate static let adjacent: Message = "This parenthesis touches another one and is read as the character (."
}
