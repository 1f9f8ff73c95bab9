/// Blanks at the end of a line.
struct TrailingBlanks: Check, DocumentCheck {
  static let page = CheckPage(
    code: "trailing-blanks", severity: .info, category: .files, isOptIn: true,
    summary: "Lines of a file end in blanks or tabs.",
    engine: """
      Nothing, between elements. In a text over several lines the blanks are part of the text.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>⟨TAB⟩
                             ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .convention("nobody sees them"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for file in ruleset.ownFiles {
      let source = file.source
      var edits: [Fix.Edit] = []
      var end = source.startIndex
      for index in source.indices where source[index] == 0x0A || index == source.endIndex - 1 {
        let line = source[end..<(source[index] == 0x0A ? index : index + 1)]
        end = index + 1
        let text = line.lastIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }.map { $0 + 1 } ?? line.startIndex
        let last = line.last == 0x0D ? line.endIndex - 1 : line.endIndex
        // Behind a tag nothing but the next element follows.
        if text < last, text == line.startIndex || line[text - 1] == UInt8(ascii: ">") {
          edits.append(Fix.Edit(file.place(text, last - text), with: ""))
        }
      }
      guard let first = edits.first else { continue }
      findings.add(.blanks(edits.count), at: first.place, fix: Fix("Remove them.", edits))
    }
  }
}

extension Message {
  fileprivate static func blanks(_ count: Int) -> Message {
    "\(count) \(count == 1 ? "line of this file ends" : "lines of this file end") in blanks."
  }
}
