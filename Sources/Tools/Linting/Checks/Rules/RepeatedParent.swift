import Bytes

/// The same parent twice.
struct RepeatedParent: Check {
  static let page = CheckPage(
    code: "repeated-parent", severity: .warning, category: .rules,
    summary: "if_sid names a parent twice.",
    engine: """
      The rule gets two places below the parent. It is tried twice, and each of its events is counted twice by rules \
      with if_matched_group.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>100100, 1, 100100</if_sid>
                             ^
          <match>failed</match>
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
        <rule id="100101" level="5">
          <if_sid>100100, 1</if_sid>
          <match>failed</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.2, §8.5"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules where rule.definition != nil {
      let text = ByteString(rule.all("if_sid").flatMap(\.content.bytes))
      var seen: Set<Int> = []
      for word in text.bytes.split(whereSeparator: { $0 == UInt8(ascii: ",") || $0 == 0x20 }) {
        guard let id = Int(ByteString(word).description), !seen.insert(id).inserted, let element = rule.first("if_sid")
        else { continue }
        findings.add(
          .twice(id), at: element.place(ofByte: min(word.startIndex, element.content.count), length: word.count))
      }
    }
  }
}

extension Message {
  fileprivate static func twice(_ id: Int) -> Message {
    "Parent \(id) is named twice: the rule is tried twice, and its events count twice."
  }
}
