import Bytes
import Diagnostics
import Patterns
import Rulesets

/// A counted group that no rule has.
struct MatchedGroupMissing: Check {
  static let page = CheckPage(
    code: "matched-group-missing", severity: .warning, category: .dead,
    summary: "if_matched_group names a group that no earlier rule has.",
    engine: """
      When the rule is attached, every rule read so far whose group string matches is marked; events of rules that \
      come later are not counted. Without if_sid the group is the parent, too, and the rule is dropped (7610); with \
      if_sid there is no message.
      """,
    avoid: #"""
      <group name="local,sshd,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5">
          <if_sid>1</if_sid>
          <if_matched_group>sshd_failed</if_matched_group>
                            ^
          <match>x</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      <group name="local,sshd,">
        <rule id="100100" level="5">
          <if_sid>1</if_sid>
          <match>sshd</match>
          <description>A rule.</description>
        </rule>
        <rule id="100101" level="10" frequency="5">
          <if_sid>1</if_sid>
          <if_matched_group>sshd</if_matched_group>
          <match>x</match>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §8.5"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let rules = ruleset.loaded.rules.rules
    let scratch = MatchScratch()
    for use in ruleset.patterns where use.name == "if_matched_group" {
      guard case .rule(let index) = use.owner, let own = ruleset.ruleText(index).definition,
        let pattern = try? Pattern(use.text, dialect: .osmatch)
      else { continue }
      // Only rules that were read before it register; its own events count, too.
      let isCounted = rules[...own].indices.contains { index in
        (rules[index].groups ?? "").withView { pattern.matches($0, scratch: scratch) }
      }
      guard !isCounted else { continue }
      let isLater = rules[own...].indices.contains { index in
        (rules[index].groups ?? "").withView { pattern.matches($0, scratch: scratch) }
      }
      findings.add(
        .nobody(use.text), at: use.place,
        hint: isLater
          ? "Rules of this group are loaded later, and do not count: move this rule behind them."
          : Suggestion.closest(to: use.text, among: Self.groups(of: rules)).map { "Did you mean \"\($0)\"?" })
    }
  }

  /// The groups of all rules, in order.
  private static func groups(of rules: [RuleDefinition]) -> [ByteString] {
    var groups: Set<ByteString> = []
    for rule in rules { groups.formUnion(GroupNames.split(rule.groups ?? "")) }
    return groups.sorted()
  }
}

extension Message {
  fileprivate static func nobody(_ group: ByteString) -> Message {
    "No rule before this one has the group \"\(group)\", so it never fires."
  }
}
