import Bytes
import Diagnostics
import Rulesets

/// An own child of a counted rule of the base.
struct SilencesBaseCounter: Check {
  static let page = CheckPage(
    code: "silences-base-counter", severity: .warning, category: .dead,
    summary:
      "Events that a rule takes from its parent in the base are no longer counted by frequency rules of the base.",
    engine: """
      Only the rule that an event ends with remembers it. A child takes its events out of what its parent has remembered, and \
      if it is not in the groups of the parent, out of what the groups have. A child without a condition takes all of them; one \
      with conditions takes those that meet them, which is a notice.
      """,
    avoid: #"""
      --- assay.conf
      base = base
      --- base/0001-decoders.xml
      <decoder name="one">
        <program_name>^one</program_name>
      </decoder>
      <decoder name="two">
        <prematch>^two </prematch>
      </decoder>
      --- base/0001-rules.xml
      <group name="base,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>All logs.</description>
        </rule>
        <rule id="100" level="5">
          <if_sid>1</if_sid>
          <match>failed</match>
          <description>Failed.</description>
        </rule>
        <rule id="101" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100</if_matched_sid>
          <description>Failed often.</description>
        </rule>
      </group>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="7">
        ^
          <if_sid>100</if_sid>
          <description>Failed, with a higher level.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- assay.conf
      base = base
      --- base/0001-decoders.xml
      <decoder name="one">
        <program_name>^one</program_name>
      </decoder>
      <decoder name="two">
        <prematch>^two </prematch>
      </decoder>
      --- base/0001-rules.xml
      <group name="base,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>All logs.</description>
        </rule>
        <rule id="100" level="5">
          <if_sid>1</if_sid>
          <match>failed</match>
          <description>Failed.</description>
        </rule>
        <rule id="101" level="10" frequency="5" timeframe="60">
          <if_matched_sid>100</if_matched_sid>
          <description>Failed often.</description>
        </rule>
      </group>
      --- rules.xml
      <group name="local,">
        <rule id="100" level="7" overwrite="yes">
          <match>failed</match>
          <description>Failed, with a higher level.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §10.1"))

  /// So many rules are named.
  private static let named = 5

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.rules
    let isBase = ruleset.areBase(forest.elements)
    guard isBase.contains(true), isBase.contains(false) else { return }
    let counters = Self.counters(forest, isBase)
    var reported: Set<Int> = []
    let own = forest.rules.indices.filter { !isBase[$0] }
    let parents = Set(own.flatMap(ruleset.paths.nodes).compactMap(ruleset.paths.parent))
    for node in parents.sorted().map({ forest.nodes[$0] })
    where isBase[node.rule] && !forest.rules[node.rule].isSilent && forest.rules[node.rule].level > 0 {
      let lists = Self.lists(of: node.rule, forest)
      guard !lists.isEmpty else { continue }
      for child in node.children.map({ forest.nodes[$0].rule }) where !isBase[child] && !forest.rules[child].isSilent {
        let lost = lists.subtracting(Self.lists(of: child, forest)).flatMap { counters[$0] ?? [] }
        let demands = ruleset.demands[child]
        // One that counts takes the last event of a burst, which is what such rules are for.
        guard !lost.isEmpty, !forest.rules[child].searchesHistory, reported.insert(child).inserted,
          let place = ruleset.place(ofRule: child)
        else { continue }
        let takesAll = demands.isPure && demands.all.isEmpty
        findings.add(
          .uncounted(forest.rules[child].id, forest.rules[node.rule].id, lost.sorted(), takesAll, Self.named),
          at: place,
          severity: takesAll ? .warning : .info,
          hint: takesAll ? "Overwrite rule \(forest.rules[node.rule].id) instead, or count this rule, too." : nil)
      }
    }
  }

  /// Per history list the numbers of the base's rules that count it.
  private static func counters(_ forest: RuleForest, _ isBase: [Bool]) -> [Int: [Int]] {
    var counters: [Int: [Int]] = [:]
    for rule in forest.rules.indices where isBase[rule] && forest.rules[rule].searchesHistory {
      let id = forest.rules[rule].id
      switch forest.rules[rule].history {
      case .rule(let list): if let list { counters[list, default: []].append(id) }
      case .group(let list): counters[list, default: []].append(id)
      default: continue
      }
    }
    return counters
  }

  /// The lists that events of a rule go to.
  private static func lists(of rule: Int, _ forest: RuleForest) -> Set<Int> {
    if forest.sidHistory.indices.contains(rule), let list = forest.sidHistory[rule] { return [list] }
    return forest.groupHistories.indices.contains(rule) ? Set(forest.groupHistories[rule]) : []
  }
}

extension Message {
  fileprivate static func uncounted(
    _ id: Int, _ parent: Int, _ counters: [Int], _ takesAll: Bool, _ named: Int
  ) -> Message {
    let names = counters.prefix(named).map(String.init).joined(separator: ", ") + (counters.count > named ? " …" : "")
    let rules = "rule\(counters.count == 1 ? "" : "s") \(names) of the base"
    return takesAll
      ? "Rule \(id) takes every event of rule \(parent), so that \(rules) count none any more."
      : "Events of rule \(parent) that this one takes are not counted by \(rules)."
  }
}
