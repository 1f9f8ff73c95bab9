import Patterns
import Rulesets

/// A counter whose events another counter takes before it has enough of them.
struct StarvedCounter: Check {
  static let page = CheckPage(
    code: "starved-counter", severity: .warning, category: .dead,
    summary: "A frequency rule never fires, because another one counts the same events and fires sooner.",
    engine: """
      When a frequency rule fires it leaves a mark of its level at the newest event that it counted. The search of another rule \
      of the same or a lower level stops there, so that it never finds more events than the first rule needs. The rule \
      of the higher frequency must have the higher level.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>failed</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
          <same_srcip/>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="10" frequency="20" timeframe="60">
        ^
          <if_matched_sid>100100</if_matched_sid>
          <same_srcip/>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>failed</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
          <same_srcip/>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="12" frequency="20" timeframe="60">
          <if_matched_sid>100100</if_matched_sid>
          <same_srcip/>
          <description>A rule.</description>
        </rule>
        <rule id="100103" level="8" frequency="20" timeframe="600">
          <if_matched_sid>100100</if_matched_sid>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §10.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.rules
    var counters: [Int: [Int]] = [:]
    for index in forest.rules.indices {
      guard forest.rules[index].searchesHistory, forest.rules[index].level > 0, !forest.rules[index].checksDifference
      else { continue }
      if let list = Self.list(forest.rules[index]) { counters[list, default: []].append(index) }
    }
    let isBase = ruleset.areBase(forest.elements)
    let paths = ruleset.paths
    let scratch = MatchScratch()
    for (_, rules) in counters.sorted(by: { $0.key < $1.key }) where rules.count > 1 {
      for rule in rules where !isBase[rule] {
        let parents = paths.parents(of: rule)
        let demands = ruleset.demands[rule]
        let taker = rules.first { other in
          guard other != rule, Self.firesSooner(forest.rules[other], than: forest.rules[rule]),
            paths.parents(of: other) == parents
          else { return false }
          let wanted = ruleset.demands[other]
          // One that is tried behind it must have fired at an earlier event, whatever that was.
          let isTriedFirst = forest.rules[other].level > forest.rules[rule].level || other < rule
          return wanted.all.isEmpty || isTriedFirst && wanted.follow(from: demands, scratch: scratch)
        }
        guard let taker, let place = ruleset.place(ofRule: rule) else { continue }
        findings.add(
          .starved(forest.rules[rule].id, forest.rules[taker].id, forest.rules[taker].frequency + 2), at: place,
          hint: "Give it a higher level than that one has.",
          notes: [(.taker(forest.rules[taker].id), ruleset.place(ofRule: taker))])
      }
    }
  }

  private static func list(_ rule: RuleDefinition) -> Int? {
    switch rule.history {
    case .rule(let list): list
    case .group(let list): list
    default: nil
    }
  }

  /// Whether a counter fires, whenever another one is on its way to fire, before that has enough events.
  private static func firesSooner(_ rule: RuleDefinition, than other: RuleDefinition) -> Bool {
    rule.level >= other.level && rule.frequency < other.frequency && rule.timeframe >= other.timeframe
      && rule.isGlobalFrequency == other.isGlobalFrequency && !rule.isSilent && rule.ignoreSeconds == 0
      && Set(rule.historyFilters).isSubset(of: Set(other.historyFilters))
  }
}

extension Message {
  fileprivate static func starved(_ id: Int, _ taker: Int, _ frequency: Int) -> Message {
    "Rule \(id) never fires: rule \(taker) counts the same events, fires after \(frequency) of them, and ends the search at its mark."
  }
  fileprivate static func taker(_ id: Int) -> Message { "Rule \(id), which fires sooner." }
}
