import Patterns

/// A group that no rule has (yet).
struct UnknownGroup: LoadMessageCheck {
  static let page = CheckPage(
    code: "7610", severity: .warning, category: .dropped,
    summary: "if_group names a group that no earlier rule has: the rule is dropped.",
    engine: """
      The text is looked for as a part of the group string of each rule read so far. Groups of rules that are read \
      later do not count, and a typing error drops the rule.
      """,
    avoid: #"""
      <group name="sysmon,sysmon_event7,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <description>A rule.</description>
        </rule>
      </group>
      <group name="local,">
        <rule id="100101" level="5">
          <if_group>sysmon_event_7</if_group>
                    ^
          <match>dll</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="sysmon,sysmon_event7,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <description>A rule.</description>
        </rule>
      </group>
      <group name="local,">
        <rule id="100101" level="5">
          <if_group>sysmon_event7</if_group>
          <match>dll</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §7, §8.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    findings.addWithOrder(in: ruleset) { diagnostic in
      // Any rule that has it comes later, else it would have been found.
      guard let group = ruleset.rule(around: diagnostic.location)?.first("if_group")?.content,
        let pattern = try? Pattern(group, dialect: .wordmatch)
      else { return nil }
      let scratch = MatchScratch()
      return ruleset.loaded.rules.rules.first { rule in
        (rule.groups ?? "").withView { pattern.matches($0, scratch: scratch) }
      }?.location.file
    }
  }
}
