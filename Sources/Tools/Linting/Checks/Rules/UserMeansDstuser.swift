import Bytes
import Fields
import Rulesets

/// `<user>` where the event has both users.
struct UserMeansDstuser: Check {
  static let page = CheckPage(
    code: "user-means-dstuser", severity: .info, category: .rules,
    summary: "A rule tests <user> for events that have srcuser and dstuser: only dstuser is looked at.",
    engine: """
      <user> looks at dstuser, and at srcuser only where there is no dstuser. Where the decoder sets both, srcuser cannot be \
      tested.
      """,
    avoid: #"""
      --- decoders.xml
      <decoder name="shop">
        <prematch>^shop: </prematch>
        <regex offset="after_prematch">^(\w+) became (\w+)</regex>
        <order>srcuser, dstuser</order>
      </decoder>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>shop</decoded_as>
          <user>ada</user>
          ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- decoders.xml
      <decoder name="shop">
        <prematch>^shop: </prematch>
        <regex offset="after_prematch">^(\w+) became (\w+)</regex>
        <order>user.before, dstuser</order>
      </decoder>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>shop</decoded_as>
          <field name="user.before">^ada$</field>
          <user>root</user>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    guard ruleset.ownRules.contains(where: { $0.first("user") != nil }) else { return }
    let fields = ruleset.fields
    let decoders = ruleset.loaded.decoders.definitions
    var together: [ByteString: Bool] = [:]
    for index in decoders.indices {
      let order = decoders[index].order
      let (setsSource, setsDestination) = (order.contains(.known(.srcuser)), order.contains(.known(.dstuser)))
      guard setsSource || setsDestination else { continue }
      let both = setsSource && setsDestination
      let decoder = decoders[index]
      for name in [decoder.name, decoder.parent].compactMap(\.self) {
        together[name] = (together[name] ?? true) && both
      }
    }
    for rule in ruleset.ownRules {
      guard let definition = rule.definition, let element = rule.first("user"),
        let decoders = fields.decoders(ofRule: definition), !decoders.isEmpty,
        decoders.allSatisfy({ together[$0] == true })
      else { continue }
      findings.add(
        .dstuser(FieldUniverse.list(decoders)), at: element.place,
        hint: "To test the other one, give it a name of its own in the decoder's <order>.")
    }
  }
}

extension Message {
  fileprivate static func dstuser(_ decoders: String) -> Message {
    "The decoder \(decoders) sets srcuser and dstuser: <user> looks at dstuser alone."
  }
}
