/// A tab in the indentation.
struct TabIndentation: Check, DocumentCheck {
  static let page = CheckPage(
    code: "tab-indentation", severity: .info, category: .files, isOptIn: true,
    summary: "Lines of a file are indented with tabs.",
    engine: "Nothing, between elements. In a text over several lines a tab is part of the text.",
    avoid: #"""
      <group name="local,">
      ⟨TAB⟩<rule id="100100" level="5">
      ^
          <if_sid>1</if_sid>
          <description>sshd</description>
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
    verified: .convention("two blanks are what most rulesets have"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for file in ruleset.ownFiles {
      let source = file.source
      var isIndentation = true
      var edits: [Fix.Edit] = []
      var first: Int?
      for index in source.indices {
        switch source[index] {
        case 0x0A: isIndentation = true
        case 0x09 where isIndentation:
          first = first ?? index
          edits.append(Fix.Edit(file.place(index, 1), with: "  "))
        case 0x20: continue
        default: isIndentation = false
        }
      }
      guard let first else { continue }
      // A tab at the beginning of a line may belong to a text over several lines: no fix then.
      let isSafe = !file.document.nodes.contains { node in
        node.kind == .element && node.content.count > 0 && node.content.offset == node.contentStart
          && file.document.string(node.content).bytes.contains(0x0A)
          && file.document.string(node.content).bytes.contains { $0 > 0x20 }
      }
      findings.add(
        .tabs(edits.count), at: file.place(first, 1), fix: isSafe ? Fix("Write two blanks for each.", edits) : nil)
    }
  }
}

extension Message {
  fileprivate static func tabs(_ count: Int) -> Message {
    "\(count) \(count == 1 ? "tab indents" : "tabs indent") lines of this file."
  }
}
