import Bytes
import Patterns
import RulesetSyntax
import Rulesets

/// A rule that wants what its parent rules out.
struct Contradiction: Check {
  static let page = CheckPage(
    code: "contradiction", severity: .warning, category: .dead,
    summary: "Two conditions of a rule, or of it and a rule above it, never hold together.",
    engine: """
      A rule is tried only for events for which all rules above it hold, and its own conditions must all hold as well. Of one \
      text two patterns that begin in different ways cannot both be matched, what a parent demands cannot be ruled out by a \
      negated condition, and an event has one decoder. It is reported when that is certain, and so below every parent.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="3">
          <if_sid>1</if_sid>
          <field name="kind">^login$|^logout$</field>
          <match>shop: </match>
          <weekday>weekdays</weekday>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
        ^
          <if_sid>100100</if_sid>
          <field name="Kind">^payment</field>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="5">
        ^
          <if_sid>100100</if_sid>
          <match negate="yes">shop</match>
          <description>A rule.</description>
        </rule>
        <rule id="100103" level="5">
        ^
          <if_sid>100100</if_sid>
          <weekday>sunday</weekday>
          <description>A rule.</description>
        </rule>
        <rule id="100104" level="5">
        ^
          <if_sid>100100</if_sid>
          <match>^a: </match>
          <regex>^b: \d+</regex>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,">
        <rule id="100100" level="3">
          <if_sid>1</if_sid>
          <field name="kind">^login|^logout</field>
          <match>shop: </match>
          <weekday>weekdays</weekday>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
          <if_sid>100100</if_sid>
          <field name="kind">^login failed|^payment</field>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="5">
          <if_sid>100100</if_sid>
          <match negate="yes">shop: test</match>
          <description>A rule.</description>
        </rule>
        <rule id="100103" level="5">
          <if_sid>100100</if_sid>
          <weekday>monday</weekday>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.2, §9.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.rules
    let own = Set(ruleset.ownRules.compactMap(\.definition))
    guard !own.isEmpty else { return }
    let demands = ruleset.demands
    let scratch = MatchScratch()
    var search = Search(forest: forest, demands: demands, scratch: scratch)
    var found: [Int: [RuleDemands.Conflict]] = [:]
    var places = [Int](repeating: 0, count: forest.rules.count)
    let leads = ruleset.paths.leading(to: own)
    var pending: [(node: Int, above: [Int])] = forest.roots.map { ($0, []) }
    while let (node, above) = pending.popLast() {
      guard leads[node] else { continue }
      let rule = forest.nodes[node].rule
      places[rule] += 1
      var isDead = false
      if own.contains(rule), let conflict = search.conflict(of: rule, below: above) {
        found[rule, default: []].append(conflict)
        isDead = true
      }
      // What stands below a rule that never matches says nothing new.
      guard !isDead else { continue }
      for child in forest.nodes[node].children { pending.append((child, above + [rule])) }
    }
    for (rule, conflicts) in found.sorted(by: { $0.key < $1.key }) where conflicts.count == places[rule] {
      guard let place = ruleset.place(ofRule: rule), let first = conflicts.first else { continue }
      let other = first.rule == rule ? nil : first.rule
      findings.add(
        .never(forest.rules[rule].id, other.map { forest.rules[$0].id }, first.reason), at: place,
        notes: other.map { [(.other(forest.rules[$0].id), ruleset.place(ofRule: $0))] } ?? [])
    }
  }

  private struct Search {
    let forest: RuleForest
    let demands: DemandTable
    let scratch: MatchScratch
    private var known: [Pair: String?] = [:]

    init(forest: RuleForest, demands: DemandTable, scratch: MatchScratch) {
      self.forest = forest
      self.demands = demands
      self.scratch = scratch
    }

    private struct Pair: Hashable {
      var rule: Int
      var other: Int
    }

    mutating func conflict(of rule: Int, below above: [Int]) -> RuleDemands.Conflict? {
      for other in [rule] + above.reversed() {
        let pair = Pair(rule: rule, other: other)
        let reason: String?
        if let answer = known[pair] {
          reason = answer
        } else {
          reason =
            other == rule
            ? demands[rule].conflictWithin(scratch: scratch)
            : demands[rule].conflict(with: demands[other], scratch: scratch)
          known[pair] = .some(reason)
        }
        if let reason { return RuleDemands.Conflict(rule: other, reason: reason) }
      }
      return nil
    }
  }
}

extension Message {
  fileprivate static func never(_ id: Int, _ other: Int?, _ reason: String) -> Message {
    other.map { "Rule \(id) never matches: rule \($0) above it wants something else. \(reason)" }
      ?? "Rule \(id) never matches: its own conditions exclude each other. \(reason)"
  }
  fileprivate static func other(_ id: Int) -> Message { "Rule \(id)." }
}
