import Bytes

/// A backslash in a list of literals.
struct LiteralBackslash: Check, DocumentCheck {
  static let page = CheckPage(
    code: "literal-backslash", severity: .warning, category: .patterns,
    summary: "A list of literals holds an escape, whose backslash is looked for, too.",
    engine: "osmatch has no escapes. A backslash is a backslash, and a bar behind it splits all the same.",
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>cost 5\.00</match>
                       ^
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>a\|b</match>
                  ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>cost 5.00</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>C:\Windows\System32</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §5, §11"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.dialect == .osmatch {
      let bytes = use.text.bytes
      guard bytes.contains(UInt8(ascii: "\\")) else { continue }
      for index in bytes.indices.dropLast() where bytes[index] == UInt8(ascii: "\\") {
        // "..\\.." is a path.
        if bytes[index + 1] == UInt8(ascii: "."), index > 0 && bytes[index - 1] == UInt8(ascii: ".") { continue }
        guard "|.()[]$/-:\"<^".utf8.contains(bytes[index + 1]), index == 0 || bytes[index - 1] != UInt8(ascii: "\\")
        else { continue }
        findings.add(
          bytes[index + 1] == UInt8(ascii: "|") ? .bar : .backslash(ByteString(bytes[index...index + 1])),
          at: use.place(index, length: 2),
          hint: "A list of literals (osmatch) has no escapes: leave the backslash out, or use <regex>.",
          notes: Witness.note(use, besides: findings))
        break
      }
    }
  }
}

extension Message {
  fileprivate static func backslash(_ text: ByteString) -> Message { "\"\(text)\" is looked for with its backslash." }
  fileprivate static let bar: Message = "The backslash does not keep the bar from splitting the list here."
}
