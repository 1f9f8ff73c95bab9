import Bytes

/// A frequency without a timeframe, or with one of nothing.
struct FrequencyTimeframe: Check, DocumentCheck {
  static let page = CheckPage(
    code: "frequency-timeframe", severity: .warning, category: .rules,
    summary: "A frequency rule has no timeframe, or one that is hardly ever reached.",
    engine: """
      The window is inclusive and counts seconds of arrival. Without the attribute it is 360 seconds, with 0 it is the \
      same second, and of long numbers only the first five digits count.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5" timeframe="0">
                                                              ^
          <if_matched_sid>100100</if_matched_sid>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="11" frequency="9">
                                     ^
          <if_matched_sid>100100</if_matched_sid>
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
    verified: .recorded("docs/reference/rules.md §4, §10.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for rule in ruleset.ownRules {
      guard let frequency = rule.attribute("frequency"), rule.first("check_diff") == nil,
        rule.children.contains(where: { $0.name.hasPrefix("if_matched_") })
      else { continue }
      guard let timeframe = rule.attribute("timeframe") else {
        findings.add(
          .without(ruleset.loaded.settings.defaultTimeframe), at: frequency.namePlace, severity: .info,
          hint: "Add timeframe=\"SECONDS\".")
        continue
      }
      let seconds = Int(timeframe.value.description) ?? 0
      if seconds == 0 {
        findings.add(.sameSecond, at: timeframe.valuePlace)
      } else if timeframe.value.count > 5 {
        findings.add(
          .cut(timeframe.value), at: timeframe.valuePlace,
          hint: "At most five digits count: 99999 seconds, not quite 28 hours.")
      }
    }
  }
}

extension Message {
  fileprivate static func without(_ seconds: Int) -> Message {
    "Without timeframe the rule counts over \(seconds) seconds."
  }
  fileprivate static let sameSecond: Message = "With timeframe 0 only events of the same second are counted."
  fileprivate static func cut(_ text: ByteString) -> Message {
    "Only the first five digits of timeframe \"\(text)\" count."
  }
}
