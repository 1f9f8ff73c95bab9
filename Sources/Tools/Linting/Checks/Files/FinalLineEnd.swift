/// A file without a final line end.
struct FinalLineEnd: Check, DocumentCheck {
  static let page = CheckPage(
    code: "final-line-end", severity: .info, category: .files, isOptIn: true,
    summary: "The last line of a file does not end.",
    engine: "Nothing. Tools that put files together, and people who read differences, are glad of it.",
    avoid: #"""
      ⟨NOEOL⟩<group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <description>sshd</description>
        </rule>
      </group>
             ^
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
    verified: .convention("text files end in a line end"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for file in ruleset.ownFiles {
      guard let last = file.source.last, last != 0x0A else { continue }
      let end = file.place(file.source.endIndex)
      findings.add(
        .missing, at: file.place(file.source.endIndex - 1, 1), fix: Fix("Add it.", [Fix.Edit(end, with: "\n")]))
    }
  }
}

extension Message {
  fileprivate static let missing: Message = "The last line has no line end."
}
