import Rulesets

/// A timeframe that the memory of a busy manager does not reach.
struct HistoryEviction: Check {
  static let page = CheckPage(
    code: "history-eviction", severity: .info, category: .rules, isOptIn: true,
    summary: "A timeframe is longer than what the memory of a busy manager holds.",
    engine: """
      All agents share a memory of 8192 events (`analysisd` setting memory_size). Each time it overflows, old events \
      are dropped until it reaches back no more seconds than the largest frequency of any rule: a number of events, \
      taken for seconds. Above memory_size / timeframe events a second, frequency rules therefore see much less than \
      their timeframe.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5" timeframe="3600">
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
        <rule id="100101" level="10" frequency="60" timeframe="50">
          <if_matched_sid>100100</if_matched_sid>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §10.5"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let definitions = ruleset.loaded.rules.rules
    let kept = definitions.indices.reduce(0) { max($0, definitions[$1].frequency) }
    let memory = ruleset.loaded.settings.memorySize
    for rule in ruleset.ownRules {
      guard let index = rule.definition, definitions[index].searchesHistory, definitions[index].timeframe > kept else {
        continue
      }
      let timeframe = definitions[index].timeframe
      findings.add(.short(timeframe, memory / max(1, timeframe), kept), at: rule.element.place)
    }
  }
}

extension Message {
  fileprivate static func short(_ timeframe: Int, _ rate: Int, _ kept: Int) -> Message {
    "Above \(rate) events a second, of all agents, this rule looks back \(kept) s only instead of its \(timeframe) s."
  }
}
