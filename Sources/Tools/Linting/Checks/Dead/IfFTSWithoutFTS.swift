import Bytes
import Rulesets

/// if_fts without a decoder that has fts.
struct IfFTSWithoutFTS: Check {
  static let page = CheckPage(
    code: "if-fts-without-fts", severity: .warning, category: .dead,
    summary: "A rule asks whether something is seen for the first time, but its decoder declares no key.",
    engine: """
      if_fts holds only if the decoder that was assigned has <fts> itself: a child's counts only if the child is the \
      one that is reported.
      """,
    avoid: #"""
      --- decoders.xml
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) </regex>
        <order>srcuser</order>
      </decoder>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>local</decoded_as>
          <if_fts />
          ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- decoders.xml
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) </regex>
        <order>srcuser</order>
        <fts>name, srcuser</fts>
      </decoder>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>local</decoded_as>
          <if_fts />
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/rules.md §5.9, docs/reference/decoders.md §9"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let fields = ruleset.fields
    var keyed: Set<ByteString> = []
    for decoder in ruleset.loaded.decoders.definitions where decoder.firstTimeSeen != nil {
      if let parent = decoder.parent, !decoder.usesOwnName { keyed.insert(parent) } else { keyed.insert(decoder.name) }
    }
    // What the engine decodes in code is not described here.
    keyed.formUnion(DecoderForest.builtInNames)
    for rule in ruleset.ownRules {
      guard let definition = rule.definition, let element = rule.first("if_fts"),
        let decoders = fields.decoders(ofRule: definition), !decoders.isEmpty, decoders.isDisjoint(with: keyed)
      else { continue }
      findings.add(
        .noKey(decoders.sorted().map(\.description).joined(separator: ", ")), at: element.place,
        hint: "Add <fts> to the decoder, behind its <order>.")
    }
  }
}

extension Message {
  fileprivate static func noKey(_ decoders: String) -> Message {
    "if_fts never holds: the decoder \(decoders) declares no <fts>."
  }
}
