import PatternReasoning
import PatternSyntax
import Patterns

/// A native pattern that PCRE would match differently.
struct NotPlain: NativePatternCheck {
  static let page = CheckPage(
    code: "not-plain", severity: .info, category: .patterns, isOptIn: true,
    summary: "A native pattern may match differently from what PCRE would do with the same tokens.",
    engine: """
      The native matcher is one scan from left to right with a few registers, not a search with a way back: a run ends \
      at the first chance, and the byte behind a failed chance is not tried. For patterns that are not plain \
      (docs/reference/regex.md §10.3) the answer can differ.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>\w+ab</regex>
                 ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>user \w+:</regex>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §10.3"))

  func look(at alternative: NativeExpression.Alternative, of use: PatternUse, _ findings: inout Findings) {
    guard let anomaly = alternative.anomalies.first, anomaly != .highByte, anomaly != .adjacentMarks,
      !alternative.cells.isEmpty
    else { return }
    findings.add(.differs, at: use.place(alternative.positions[0]), hint: anomaly.explanation + ".")
  }
}

extension Message {
  fileprivate static let differs: Message =
    "This alternative may match differently from what the same tokens mean in PCRE."
}
