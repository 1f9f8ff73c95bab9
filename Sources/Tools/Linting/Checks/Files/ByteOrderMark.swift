/// A byte order mark.
struct ByteOrderMark: Check, DocumentCheck {
  static let page = CheckPage(
    code: "byte-order-mark", severity: .info, category: .files,
    summary: "A file begins with a byte order mark.",
    engine: """
      The engine passes over text outside of elements, so nothing happens. Other tools that read the file may stumble.
      """,
    avoid: #"""
      ⟨BOM⟩<group name="local,">
      ^
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
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
    verified: .recorded("docs/reference/xml.md, docs/reference/rules.md §3.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for file in ruleset.ownFiles where file.source.starts(with: [0xEF, 0xBB, 0xBF]) {
      findings.add(.mark, at: file.place(0, 3), fix: Fix("Remove it.", [Fix.Edit(file.place(0, 3), with: "")]))
    }
  }
}

extension Message {
  fileprivate static let mark: Message = "The file begins with a byte order mark."
}
