import RulesetSyntax
import Rulesets

/// A firewall decoder whose events the daemon drops.
struct FirewallFields: Check {
  static let page = CheckPage(
    code: "firewall-fields", severity: .warning, category: .decoders,
    summary:
      "A decoder of type firewall does not set all six fields: the daemon drops its events, the log test does not.",
    engine: """
      With log_fw=1, the default, events of type firewall that lack action, srcip, dstip, srcport, dstport or protocol \
      are discarded before the rules: no alert, no archive. The log test interface does not do that, so everything \
      seems to work there.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <type>firewall</type>
              ^
        <regex offset="after_prematch">^(\w+) (\S+) </regex>
        <order>action, srcip</order>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <type>firewall</type>
        <regex offset="after_prematch">^(\w+) (\w+) (\S+):(\d+) to (\S+):(\d+) </regex>
        <order>action, protocol, srcip, srcport, dstip, dstport</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/rules.md §14.3"))

  private static let wanted: [StaticField] = [.action, .srcip, .dstip, .srcport, .dstport, .protocol]

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.decoders
    for node in ruleset.ownRoots {
      let members = [node.definition] + node.children.map(\.definition)
      guard forest.definitions[node.definition].category == .firewall,
        members.allSatisfy({ forest.definitions[$0].plugin == nil }),
        let element = ruleset.ownText(ofDecoder: node.definition)?.first("type")
      else { continue }
      var set: Set<StaticField> = []
      for member in members {
        for case .known(let field) in forest.definitions[member].order { set.insert(field) }
      }
      let missing = Self.wanted.filter { !set.contains($0) }
      guard !missing.isEmpty else { continue }
      findings.add(
        .dropped(missing.map { "\($0.name)" }.joined(separator: ", ")), at: element.contentPlace,
        hint: "Set all six fields, or use another type.")
    }
  }
}

extension Message {
  fileprivate static func dropped(_ fields: String) -> Message {
    "The daemon drops these events before the rules: a firewall decoder must set \(fields), too."
  }
}
