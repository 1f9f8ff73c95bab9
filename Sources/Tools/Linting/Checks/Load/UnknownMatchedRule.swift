/// A counted rule that is not there.
struct UnknownMatchedRule: LoadMessageCheck {
  static let page = CheckPage(
    code: "7620", severity: .warning, category: .dropped,
    summary: "The rule that if_matched_sid names is not there: the frequency rule is dropped.",
    engine: "Without if_sid and if_group the counted rule is the parent, too, so it must have been read before.",
    avoid: #"""
      <group name="local,">
        <rule id="100101" level="5" frequency="3">
          <if_matched_sid>100100</if_matched_sid>
                          ^
          <description>A rule.</description>
        </rule>
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5" frequency="3">
          <if_matched_sid>100100</if_matched_sid>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.7, §8.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    findings.addWithOrder(in: ruleset) { diagnostic in
      ruleset.number(at: diagnostic.location).flatMap(ruleset.file(ofRule:))
    }
  }
}
