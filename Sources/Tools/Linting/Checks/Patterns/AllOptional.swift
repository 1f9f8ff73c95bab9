import PatternSyntax
import Patterns

/// A pattern that can match nothing at the start.
struct AllOptional: NativePatternCheck {
  static let page = CheckPage(
    code: "all-optional", severity: .warning, category: .patterns,
    summary: "Everything in an alternative is optional, so that it matches without any text.",
    engine: """
      The alternative matches nearly everything. Where it matches nothing at the start of a text, what goes on behind \
      it depends on the byte before that text: the engine goes on with all of it, or with nothing.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>user=(\S*)|(\d*)</regex>
                            ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>user=(\S*)|(\d+)</regex>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §1.5, §11"))

  func look(at alternative: NativeExpression.Alternative, of use: PatternUse, _ findings: inout Findings) {
    let steps = alternative.steps
    guard !steps.isEmpty, steps.allSatisfy({ if case .byteClass(_, .star) = $0 { true } else { false } }) else {
      return
    }
    // "Is the field there?" is asked so, and rightly.
    if use.name == "field", use.native?.alternatives.count == 1 { return }
    // In a rule it is just true for everything; only where it is matched on a decoder's way do offsets follow.
    findings.add(
      .nothing(use.name), at: use.place(alternative.positions[0]),
      hint: "Use + instead of *, or a literal that must be there.")
  }
}

extension Message {
  fileprivate static func nothing(_ element: String) -> Message {
    "All of this alternative is optional: <\(element)> may match no text at all."
  }
}
