import Bytes
import Patterns

/// `.*` in a native pattern.
struct RegexDot: NativePatternCheck {
  static let page = CheckPage(
    code: "native-dot", .warning, .patterns,
    summary: "A native regular expression uses .* or .+ as if the dot were a wildcard.",
    engine: "A dot is a dot. Any byte is `\\.`, any text `\\.*` or `\\.+`; `.*` matches the two characters.",
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>error .* on disk</regex>
                       ^
          <description>disk</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <regex>error \.* on disk</regex>
          <description>disk</description>
        </rule>
      </group>
      """#,
    verified: .recorded("spec/regex.md §2.3, §10.4"))

  func look(at alternative: NativeExpression.Alternative, of use: PatternUse, _ findings: inout Findings) {
    for index in alternative.cells.indices
    where alternative.isLiteral(index, ".")
      && (alternative.isLiteral(index + 1, "*") || alternative.isLiteral(index + 1, "+"))
    {
      let position = alternative.positions[index]
      let fixed = use.edit(position..<position, with: "\\").map { Fix("Write \\. for any byte.", [$0]) }
      findings.add(
        .dot, at: use.place(position, length: 2), hint: "Write \\.* or \\.+ for any text.",
        notes: Witness.note(use, besides: findings), fix: fixed)
      return
    }
  }
}

extension Message {
  fileprivate static let dot: Message = "The dot is a literal here: in native regular expressions any byte is \\."
}
