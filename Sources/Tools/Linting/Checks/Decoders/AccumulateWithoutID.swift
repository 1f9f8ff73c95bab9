import Rulesets

/// accumulate without an id.
struct AccumulateWithoutID: Check {
  static let page = CheckPage(
    code: "accumulate-without-id", severity: .warning, category: .decoders,
    summary: "A decoder accumulates values over several logs but sets no id.",
    engine: "Logs belong together when hostname, decoder and id are equal. Without an id nothing is stored.",
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) </regex>
        <order>srcuser</order>
        <accumulate />
        ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\d+) (\w+) </regex>
        <order>id, srcuser</order>
        <accumulate />
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §10"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.decoders
    for node in ruleset.ownRoots {
      let members = [node.definition] + node.children.map(\.definition)
      guard members.allSatisfy({ forest.definitions[$0].plugin == nil }),
        !members.contains(where: { forest.definitions[$0].order.contains(.known(.id)) })
      else { continue }
      for member in members where forest.definitions[member].accumulates {
        guard let element = ruleset.ownText(ofDecoder: member)?.first("accumulate") else { continue }
        findings.add(.withoutID, at: element.place, hint: "Add id to an <order>.")
      }
    }
  }
}

extension Message {
  fileprivate static let withoutID: Message =
    "accumulate has no effect: no decoder of the family sets id, by which logs are put together."
}
