import Bytes
import Rulesets

/// A variable where the engine does not replace it, or damages the text.
struct VariableTrap: Check, DocumentCheck {
  static let page = CheckPage(
    code: "variable-trap", severity: .warning, category: .files,
    summary: "A variable stands where it is not replaced, or where replacing it damages the text.",
    engine: """
      Texts of one or two characters are never searched for variables. And behind a $(…) the place of the replacement \
      is wrong: with V as q, "$(a.b) $V tail" becomes "$(a.q tail".
      """,
    avoid: #"""
      <var name="L">100100</var>
      <group name="local,">
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>$L</match>
                 ^
          <description>a</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <var name="LOGIN">100100</var>
      <group name="local,">
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>$LOGIN</match>
          <description>$LOGIN by $(srcuser)</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §3.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for file in ruleset.ownFiles {
      let document = file.document
      guard document.nodes.contains(where: { $0.kind == .variable }) else { continue }
      for node in document.nodes.indices where document.nodes[node].kind == .element {
        let element = document.nodes[node]
        let start = Int(element.contentStart)
        // The text as it stands in the file; variables are still in it there.
        var end = start
        while end < document.sourceCount, document.buffer[end] != UInt8(ascii: "<") { end += 1 }
        let source = document.buffer[min(start, document.sourceCount)..<min(end, document.sourceCount)]
        guard let dollar = source.firstIndex(of: UInt8(ascii: "$")), dollar + 1 < source.endIndex else { continue }
        if source.count <= 2, ASCII.isAlphanumeric(source[dollar + 1]) {
          findings.add(
            .tooShort(ByteString(source)), at: file.place(dollar, source.count), hint: "Write the value itself.")
        } else if source[dollar + 1] == UInt8(ascii: "("),
          let later = source[(dollar + 2)...].firstIndex(of: UInt8(ascii: "$")), later + 1 < source.endIndex,
          ASCII.isAlphanumeric(source[later + 1])
        {
          findings.add(.damaged, at: file.place(later), hint: "Put the variable before the $(…).")
        }
      }
    }
  }
}

extension Message {
  fileprivate static func tooShort(_ text: ByteString) -> Message {
    "\"\(text)\" is not replaced: variables are looked for only in texts of at least three characters."
  }
  fileprivate static let damaged: Message =
    "A variable behind $(…) damages the text: its value is put into the wrong place."
}
