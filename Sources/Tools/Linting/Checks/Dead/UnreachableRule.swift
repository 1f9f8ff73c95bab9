import Bytes
import Patterns
import Rulesets

/// A rule whose place is always taken by an earlier sibling.
struct UnreachableRule: Check {
  static let page = CheckPage(
    code: "unreachable-rule", severity: .warning, category: .dead,
    summary: "Whenever the rule would match, a sibling that is tried before it matches, too.",
    engine: """
      Of the rules below one parent the first that matches ends the search; a rule of level 0 counts as the highest. A \
      sibling whose conditions all hold whenever this rule's do therefore always takes its place: because they stand in \
      this rule, too, or because they follow from its conditions, as `failed` follows from `login failed`, a network from \
      the same network and no other, 8-18 from 9-17. It is reported when that is certain, and so for every parent of the \
      rule; siblings with lists, history or memory are not taken to win.
      """,
    avoid: #"""
      <group name="local,">
        <rule id="100100" level="8">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="5">
        ^
          <if_sid>1</if_sid>
          <match>sshd</match>
          <user>root</user>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="4">
        ^
          <if_sid>1</if_sid>
          <regex>^sshd: \w+ for (\w+)$</regex>
          <description>A rule.</description>
        </rule>
        <rule id="100110" level="8">
          <if_sid>1</if_sid>
          <field name="kind">^user|^group</field>
          <srcip>192.0.2.0/24</srcip>
          <srcip>198.51.100.0/24</srcip>
          <match negate="yes">test</match>
          <description>A rule.</description>
        </rule>
        <rule id="100111" level="5">
        ^
          <if_sid>1</if_sid>
          <field name="Kind" type="osmatch">^user-add</field>
          <srcip>192.0.2.0/24</srcip>
          <match negate="yes">est|dry run</match>
          <description>A rule.</description>
        </rule>
        <rule id="100120" level="8">
          <if_sid>1</if_sid>
          <action type="osmatch">drop|deny</action>
          <time>8-18</time>
          <weekday>weekdays</weekday>
          <description>A rule.</description>
        </rule>
        <rule id="100121" level="5">
        ^
          <if_sid>1</if_sid>
          <action>DROP</action>
          <time>9 am - 17:30</time>
          <weekday>monday</weekday>
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
        <rule id="100101" level="8">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <user>root</user>
          <description>A rule.</description>
        </rule>
        <rule id="100102" level="3">
          <if_sid>100100</if_sid>
          <match>failed</match>
          <description>A rule.</description>
        </rule>
        <rule id="100103" level="8">
          <if_sid>100100</if_sid>
          <regex type="pcre2">Login</regex>
          <description>Case counts in pcre2, so that this rule leaves something for the next.</description>
        </rule>
        <rule id="100104" level="7">
          <if_sid>100100</if_sid>
          <match>login ok</match>
          <description>A rule.</description>
        </rule>
        <rule id="100105" level="6">
          <if_sid>100100</if_sid>
          <match>login|logout ok</match>
          <description>A rule.</description>
        </rule>
        <rule id="100106" level="6">
          <if_sid>100100</if_sid>
          <match>^logout</match>
          <description>A rule.</description>
        </rule>
        <rule id="100107" level="5">
          <if_sid>100100</if_sid>
          <match>logout failed</match>
          <description>Not at the start of the log.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.3, §9.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let demands = ruleset.demands
    let scratch = MatchScratch()
    for shadow in ruleset.shadowedRules {
      let (rule, winner) = (shadow.rule, shadow.winner)
      guard let place = ruleset.place(ofRule: rule), !ruleset.files[place.file].isBase else { continue }
      let rules = ruleset.loaded.rules.rules
      let implied = demands[winner].implied(by: demands[rule], scratch: scratch)
      findings.add(
        .unreachable(rules[rule].id, rules[winner].id), at: place,
        hint:
          "Siblings are tried by level (0 first, then 16 down to 1), then in load order; make one a child of the other.",
        notes: [(.winner(rules[winner].id), ruleset.place(ofRule: winner))]
          + implied.prefix(3).map { (.implied($0.wanted, $0.given), nil) })
    }
  }
}

extension Message {
  fileprivate static func unreachable(_ id: Int, _ winner: Int) -> Message {
    "Rule \(id) is never reached: whenever it would match, its sibling \(winner) matches before it."
  }
  fileprivate static func winner(_ id: Int) -> Message { "Rule \(id), which is tried first." }
  fileprivate static func implied(_ wanted: ByteString, _ given: ByteString) -> Message {
    "Every text that matches \"\(given)\" here matches \"\(wanted)\" there."
  }
}
