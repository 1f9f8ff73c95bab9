import Bytes

/// A frequency that is ignored.
struct UnusedFrequency: Check, DocumentCheck {
  static let page = CheckPage(
    code: "unused-frequency", severity: .warning, category: .rules,
    summary: "A rule has a frequency or timeframe that is ignored.",
    engine: """
      Without an if_matched_… element there is nothing to count; frequency="2" and timeframe are then accepted without \
      effect. With check_diff the search is left out altogether.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5" timeframe="60">
                                    ^
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
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.8, §7"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      let counts = rule.children.contains { $0.name.hasPrefix("if_matched_") }
      guard let attribute = rule.attribute("frequency") ?? rule.attribute("timeframe") else { continue }
      if rule.first("check_diff") != nil {
        findings.add(.checkDiff, at: attribute.namePlace)
      } else if !counts {
        findings.add(.nothing(attribute.name), at: attribute.namePlace)
      }
    }
  }
}

extension Message {
  fileprivate static let checkDiff: Message = "A rule with check_diff counts nothing: its frequency is ignored."
  fileprivate static func nothing(_ name: ByteString) -> Message {
    "\(name) is ignored: the rule has no if_matched_… element that would count events."
  }
}
