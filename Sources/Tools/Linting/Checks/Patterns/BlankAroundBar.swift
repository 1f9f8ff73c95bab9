import Bytes

/// Blanks around a bar.
struct BlankAroundBar: Check, DocumentCheck {
  static let page = CheckPage(
    code: "blank-around-bar", severity: .warning, category: .patterns,
    summary: "A bar has blanks on both sides, which belong to the alternatives.",
    engine: "Nothing is trimmed: \"root | admin\" looks for \"root \" and \" admin\".",
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>root | admin</match>
                      ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>root|admin</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>user root| user admin</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/regex.md §2.3, §5"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for use in ruleset.patterns where use.dialect != .pcre2 || !PCRE2Scan(use.text).isExtended {
      // Who writes a blank at the outer edges, too, means them all.
      guard use.text.bytes.first != 0x20, use.text.bytes.last != 0x20 else { continue }
      let ranges = use.dialect == .pcre2 ? [] : use.alternativeRanges
      for (index, range) in ranges.enumerated().dropFirst() {
        let before = use.text.bytes[ranges[index - 1]]
        let text = use.text.bytes[range]
        guard before.last == 0x20, text.first == 0x20 else { continue }
        findings.add(
          .blanks(use.name), at: use.place(range.lowerBound - 1),
          hint: "Remove the blanks around the bar, if they are not meant.")
        break
      }
    }
  }
}

extension Message {
  fileprivate static func blanks(_ element: String) -> Message {
    "The blanks around this bar belong to the alternatives of <\(element)>."
  }
}
