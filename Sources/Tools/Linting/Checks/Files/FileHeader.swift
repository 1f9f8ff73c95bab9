/// A file that does not say what it is about.
struct FileHeader: Check, DocumentCheck {
  static let page = CheckPage(
    code: "file-header", severity: .info, category: .files, isOptIn: true,
    summary: "A file does not begin with a comment.",
    engine: """
      Nothing. Somebody who finds the file in a year is glad to read what its logs look like and where they come from.
      """,
    avoid: #"""
      <group name="local,">
      ^
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <!-- sshd on the jump hosts -->
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .convention("a header is where a reader looks first"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for file in ruleset.ownFiles where file.kind != .list {
      let start = file.source.firstIndex { $0 > 0x20 && !Self.byteOrderMark.contains($0) } ?? file.source.startIndex
      guard !file.source[start...].starts(with: "<!--".utf8) else { continue }
      findings.add(.missing, at: file.place(start, 1))
    }
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}

extension Message {
  fileprivate static let missing: Message = "No comment says what this file is about."
}
