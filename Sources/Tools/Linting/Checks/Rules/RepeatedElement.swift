import Bytes

/// The same text element twice in a rule.
struct RepeatedElement: Check, DocumentCheck {
  static let page = CheckPage(
    code: "repeated-element", severity: .warning, category: .rules,
    summary: "A rule has the same text element twice: the texts are joined to one pattern.",
    engine: """
      Texts of repeated elements are put one behind the other without anything in between, and the type and negate of \
      the last one hold for all of it. Only <field>, <srcip>, <dstip> and <list> may stand several times.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <match>failed</match>
          ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd: failed|</match>
          <match>sshd: refused</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="5">
          <if_sid>100101</if_sid>
          <match>failed</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.elements.count > 1 {
      guard case .rule = use.owner else { continue }
      for (index, element) in use.elements.enumerated().dropFirst() {
        let before = use.elements[index - 1].content
        // The idiom for long lists: the bar says that the author knows.
        if before.bytes.last == UInt8(ascii: "|") || element.content.bytes.first == UInt8(ascii: "|") { continue }
        // And who continues a sentence writes the blank between its halves.
        if before.bytes.last == 0x20 || element.content.bytes.first == 0x20 { continue }
        findings.add(
          .joined(use.name, use.text), at: element.place,
          hint:
            "For \"or\" end the first one with a bar; for \"and\" put the second one into a child rule, or use one pattern."
        )
        break
      }
    }
  }
}

extension Message {
  fileprivate static func joined(_ element: String, _ text: ByteString) -> Message {
    "Repeated <\(element)> does not mean \"and\": the texts are joined to the one pattern \"\(text)\"."
  }
}
