import Bytes

/// Text that belongs to no element.
struct StrayText: Check, DocumentCheck {
  static let page = CheckPage(
    code: "stray-text", severity: .warning, category: .files,
    summary: "A rule, decoder or group has text between its elements.",
    engine: """
      Text beside child elements is thrown away. Often it is what is left of an element whose tag was damaged.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <description>sshd</description>
          match>sshd
          ^
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
    for file in ruleset.ownFiles {
      let document = file.document
      for element in document.topLevelElements {
        look(at: element, in: file, &findings)
        for child in document.children(of: element) { look(at: child, in: file, &findings) }
      }
    }
  }

  /// A container keeps only what stands behind its last child, and looks at none of it.
  private func look(at element: Int, in file: LintedFile, _ findings: inout Findings) {
    let document = file.document
    let children = document.children(of: element)
    guard !children.isEmpty else { return }
    let content = document.content(of: element)
    guard let at = content.bytes.firstIndex(where: { $0 > 0x20 }) else { return }
    let node = document.nodes[element]
    let isVerbatim = node.content.offset == node.contentStart
    let offset = isVerbatim ? Int(node.contentStart) + at : Int(document.nodes[children[children.count - 1]].end)
    findings.add(.stray(ByteString(content.bytes[at...])), at: file.place(offset))
  }
}

extension Message {
  fileprivate static func stray(_ text: ByteString) -> Message {
    "This text belongs to no element and is ignored: \"\(text)\"."
  }
}
