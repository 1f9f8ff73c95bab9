import Rulesets

/// A counted group whose rules are hidden by if_matched_sid.
struct GroupHistoryHidden: Check {
  static let page = CheckPage(
    code: "group-history-hidden", severity: .warning, category: .rules,
    summary: "Every rule of a counted group is also counted by if_matched_sid, which hides its events from the group.",
    engine: """
      An event goes to the history of its rule if any if_matched_sid names that rule, and otherwise to those of its \
      groups; never to both.
      """,
    avoid: #"""
      <group name="local,logins,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
      </group>
      <group name="local,">
        <rule id="100103" level="10" frequency="3" timeframe="60">
          <if_matched_group>logins</if_matched_group>
                            ^
          <description>A rule.</description>
        </rule>
        <rule id="100104" level="12" frequency="9" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
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
      </group>
      <group name="local,">
        <rule id="100103" level="10" frequency="3" timeframe="60">
          <if_matched_group>logins</if_matched_group>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §10.1, §16.9"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.rules
    for rule in ruleset.ownRules {
      guard let definition = rule.definition, let element = rule.first("if_matched_group"),
        case .group(let list)? = forest.rules[definition].history, forest.rules[definition].searchesHistory
      else { continue }
      let members = forest.rules.indices.filter {
        $0 != definition && forest.groupHistories.indices.contains($0) && forest.groupHistories[$0].contains(list)
          && forest.rules[$0].level > 0
      }
      let hidden = members.filter { forest.sidHistory[$0] != nil }
      guard let first = hidden.first, hidden.count == members.count else { continue }
      findings.add(
        .hidden(forest.rules[first].id), at: element.contentPlace,
        hint: "Count the rule itself with if_matched_sid, or give the group a rule that nobody else counts.",
        notes: [(.place(forest.rules[first].id), ruleset.place(ofRule: first))])
    }
  }
}

extension Message {
  fileprivate static func hidden(_ id: Int) -> Message {
    "This never fires: rule \(id) is counted by an if_matched_sid somewhere, so its events do not count for its groups."
  }
  fileprivate static func place(_ id: Int) -> Message { "Rule \(id)." }
}
