import Rulesets

/// A counted group with rules that count several times.
struct MultipleCounting: Check {
  static let page = CheckPage(
    code: "multiple-counting", severity: .info, category: .rules,
    summary: "Events of a rule with several parents are counted several times by if_matched_group.",
    engine: """
      Each place of a rule in the tree registers with the history of the group, so that one event of a rule with three \
      parents counts as three: the frequency is reached too early.
      """,
    avoid: #"""
      <group name="local,logins,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>1</if_sid>
          <match>cron</match>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="5">
          <if_sid>100100, 100101</if_sid>
          <match>failed</match>
          <description>A rule.</description>
        </rule>
      </group>
      <group name="local,">
        <rule id="100103" level="10" frequency="8" timeframe="60">
          <if_matched_group>logins</if_matched_group>
                            ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,logins,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="5">
          <if_sid>100100</if_sid>
          <match>failed</match>
          <description>A rule.</description>
        </rule>
      </group>
      <group name="local,">
        <rule id="100103" level="10" frequency="8" timeframe="60">
          <if_matched_group>logins</if_matched_group>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.5, §16.8"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.rules
    for rule in ruleset.ownRules {
      guard let definition = rule.definition, let element = rule.first("if_matched_group"),
        case .group(let list)? = forest.rules[definition].history
      else { continue }
      // Which lists events of a rule go to is known only where no sid history hides it.
      let repeated = forest.rules.indices.filter { index in
        index != definition && forest.sidHistory.indices.contains(index) && forest.sidHistory[index] == nil
          && forest.rules[index].level > 0
          && (forest.groupHistories.indices.contains(index) ? forest.groupHistories[index] : []).count { $0 == list }
            > 1
      }
      guard let first = repeated.first else { continue }
      let times = forest.groupHistories[first].count { $0 == list }
      findings.add(
        .several(forest.rules[first].id, times, repeated.count - 1), at: element.contentPlace,
        hint: "Count a rule (if_matched_sid), or give the rules one parent.",
        notes: [(.place(forest.rules[first].id), ruleset.place(ofRule: first))])
    }
  }
}

extension Message {
  fileprivate static func several(_ id: Int, _ times: Int, _ others: Int) -> Message {
    "Each event of rule \(id) counts \(times) times here, because the rule has \(times) places in the tree\(others > 0 ? " (and so for \(others) more rules)" : "")."
  }
  fileprivate static func place(_ id: Int) -> Message { "Rule \(id)." }
}
