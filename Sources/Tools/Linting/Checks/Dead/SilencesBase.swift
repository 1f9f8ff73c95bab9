import Bytes
import Rulesets

/// An own rule that takes all events of rules of the base.
struct SilencesBase: Check {
  static let page = CheckPage(
    code: "silences-base", severity: .warning, category: .dead,
    summary: "A rule takes every event of rules of the base, which are never reached then.",
    engine: """
      Of the children of a rule the first that matches is taken, and the search goes on below it alone. Children are tried \
      by level (0 first, then 16 down to 1). So a rule without a condition, of level 0 or of a high level, ends the search \
      for all siblings behind it, and whatever stands below them.
      """,
    avoid: #"""
      --- assay.conf
      base = base
      --- base/0001-decoders.xml
      <decoder name="one">
        <program_name>^one</program_name>
      </decoder>
      <decoder name="two">
        <prematch>^two: </prematch>
      </decoder>
      --- base/0001-rules.xml
      <group name="base,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>All logs.</description>
        </rule>
        <rule id="100" level="0" noalert="1">
          <if_sid>1</if_sid>
          <program_name>^one</program_name>
          <description>Logs of one program.</description>
        </rule>
        <rule id="101" level="5">
          <if_sid>100</if_sid>
          <match>failed</match>
          <description>Failed.</description>
        </rule>
        <rule id="102" level="8">
          <if_sid>101</if_sid>
          <match>root</match>
          <description>Failed as root.</description>
        </rule>
      </group>
      --- rules.xml
      <group name="local,">
        <rule id="100101" level="0">
        ^
          <if_sid>100</if_sid>
          <description>Nothing of interest.</description>
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
        <prematch>^two: </prematch>
      </decoder>
      --- base/0001-rules.xml
      <group name="base,">
        <rule id="1" level="0" noalert="1">
          <category>syslog</category>
          <description>All logs.</description>
        </rule>
        <rule id="100" level="0" noalert="1">
          <if_sid>1</if_sid>
          <program_name>^one</program_name>
          <description>Logs of one program.</description>
        </rule>
        <rule id="101" level="5">
          <if_sid>100</if_sid>
          <match>failed</match>
          <description>Failed.</description>
        </rule>
        <rule id="102" level="8">
          <if_sid>101</if_sid>
          <match>root</match>
          <description>Failed as root.</description>
        </rule>
      </group>
      --- rules.xml
      <group name="local,">
        <rule id="100101" level="0">
          <if_sid>100</if_sid>
          <match>failed: nothing</match>
          <description>Nothing of interest.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.3, §9.2"))

  /// So many victims are named.
  private static let named = 5

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.rules
    let isBase = ruleset.areBase(forest.elements)
    guard isBase.contains(true), isBase.contains(false) else { return }
    var victims: [Int: [Int]] = [:]
    for shadow in ruleset.shadowedRules where isBase[shadow.rule] && !isBase[shadow.winner] {
      victims[shadow.winner, default: []].append(shadow.rule)
    }
    guard !victims.isEmpty else { return }
    let paths = ruleset.paths
    for (winner, rules) in victims.sorted(by: { $0.key < $1.key }) {
      guard let place = ruleset.place(ofRule: winner) else { continue }
      let lost = Self.lost(rules, paths).filter { isBase[$0] }
      let names = (rules + lost.filter { !rules.contains($0) }).prefix(Self.named).map { String(forest.rules[$0].id) }
      findings.add(
        .silenced(forest.rules[winner].id, lost.count, names.joined(separator: ", ")), at: place,
        hint: "Give it a condition that only its own events meet, or a place behind them: a lower level above 0.",
        notes: [(.first(forest.rules[rules[0]].id), ruleset.place(ofRule: rules[0]))])
    }
  }

  /// The rules that are never reached without these: they, and what stands below nothing but them.
  private static func lost(_ rules: [Int], _ paths: RulePaths) -> [Int] {
    var lost = Set(rules)
    var pending = rules
    var found: [Int: Int] = [:]
    while let rule = pending.popLast() {
      for child in paths.children(of: rule) where !lost.contains(child) {
        found[child, default: 0] += 1
        guard found[child] == paths.nodes(of: child).count else { continue }
        lost.insert(child)
        pending.append(child)
      }
    }
    return lost.sorted()
  }
}

extension Message {
  fileprivate static func silenced(_ id: Int, _ count: Int, _ names: String) -> Message {
    count == 1
      ? "Rule \(id) takes every event of rule \(names) of the base, which is never reached."
      : "Rule \(id) takes every event of \(count) rules of the base, which are never reached: \(names)\(count > 5 ? " …" : "")."
  }
  fileprivate static func first(_ id: Int) -> Message { "Rule \(id), the first of them." }
}
