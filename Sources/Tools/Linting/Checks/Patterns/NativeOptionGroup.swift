import Bytes
import PatternSyntax
import Patterns

/// (?…) in a native pattern.
struct NativeOptionGroup: NativePatternCheck {
  static let page = CheckPage(
    code: "native-option-group", severity: .warning, category: .patterns,
    summary: "A native pattern holds (?i), (?:…) or the like, which belong to PCRE2.",
    engine: """
      The parenthesis opens a group and the question mark stands for itself, so that the pattern matches only texts \
      with that question mark.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>(?i)sshd</regex>
                 ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex type="pcre2">(?i)sshd</regex>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <regex>sshd</regex>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §10.4"))

  func look(at alternative: NativeExpression.Alternative, of use: PatternUse, _ findings: inout Findings) {
    for index in alternative.cells.indices.dropLast()
    where alternative.isMark(index) && alternative.isLiteral(index + 1, "?") {
      findings.add(
        .literal, at: use.place(alternative.positions[index], length: 2),
        hint: "Add type=\"pcre2\"; (native patterns never count case).", notes: Witness.note(use, besides: findings))
      return
    }
  }
}

extension Message {
  fileprivate static let literal: Message = "A native pattern has no (?…): the question mark is looked for."
}
