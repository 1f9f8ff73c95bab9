/// A comment that ends earlier than it seems.
struct CommentEnd: Check, DocumentCheck {
  static let page = CheckPage(
    code: "comment-end", severity: .warning, category: .files,
    summary: "A comment holds !>, at which it ends for the engine.",
    engine: """
      A comment begins with <! and ends at --> or at !>, whatever comes first. What was meant to be commented out \
      behind a !> is loaded.
      """,
    avoid: #"""
      <!-- attention!> the rules below -->
                    ^
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <!-- attention! > the rules below -->
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
    for file in ruleset.ownFiles {
      let source = file.source
      var index = source.startIndex
      while let open = source[index...].firstIndex(of: UInt8(ascii: "<")) {
        index = open + 1
        guard source[index...].starts(with: "!--".utf8) else { continue }
        // Where the engine sees its end, and where others do.
        var end = index + 1
        while end < source.endIndex {
          if source[end] == UInt8(ascii: ">"), source[end - 1] == UInt8(ascii: "!") {
            findings.add(.early, at: file.place(end - 1, 2), hint: "Put a blank between the two characters.")
            break
          }
          if source[end] == UInt8(ascii: ">"), source[end - 1] == UInt8(ascii: "-"),
            source[end - 2] == UInt8(ascii: "-")
          {
            break
          }
          end += 1
        }
        index = min(end + 1, source.endIndex)
      }
    }
  }
}

extension Message {
  fileprivate static let early: Message = "For the engine the comment ends here; what follows is read."
}
