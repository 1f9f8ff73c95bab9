/// Windows line ends.
struct CRLF: Check, DocumentCheck {
  static let page = CheckPage(
    code: "crlf", severity: .warning, category: .files,
    summary: "A file has Windows line ends.",
    engine: """
      A carriage return is an ordinary byte. Between elements it does no harm, but it becomes part of every text that \
      goes over several lines: patterns, orders, descriptions.
      """,
    avoid: #"""
      <group name="local,">⟨CR⟩
                           ^
        <rule id="100100" level="5">
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
    verified: .recorded("docs/reference/xml.md"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for file in ruleset.ownFiles {
      guard let first = file.source.firstIndex(of: 0x0D) else { continue }
      let edits = file.source.indices.filter {
        file.source[$0] == 0x0D && $0 + 1 < file.source.endIndex && file.source[$0 + 1] == 0x0A
      }
      .map { Fix.Edit(file.place($0, 1), with: "") }
      findings.add(.returns(edits.count), at: file.place(first, 1), fix: Fix("Write line feeds alone.", edits))
    }
  }
}

extension Message {
  fileprivate static func returns(_ count: Int) -> Message {
    "\(count) \(count == 1 ? "line ends" : "lines end") in a carriage return, which belongs to texts that go over a line."
  }
}
