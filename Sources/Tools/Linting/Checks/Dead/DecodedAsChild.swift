import Bytes
import Rulesets

/// decoded_as with the name of a child that is reported under its parent's.
struct DecodedAsChild: Check {
  static let page = CheckPage(
    code: "decoded-as-child", severity: .warning, category: .dead,
    summary: "decoded_as names a child decoder that is reported under the name of its parent.",
    engine: """
      The name of a child is known, so the rule loads without a word. But an event carries the name of the root, \
      unless the child has a prematch and use_own_name.
      """,
    avoid: #"""
      --- decoders.xml
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-login">
        <parent>local</parent>
        <prematch offset="after_parent">^login</prematch>
        <regex offset="after_prematch">^ (\w+)</regex>
        <order>srcuser</order>
      </decoder>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>local-login</decoded_as>
                      ^
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    prefer: #"""
      --- decoders.xml
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-login">
        <parent>local</parent>
        <use_own_name>true</use_own_name>
        <prematch offset="after_parent">^login</prematch>
        <regex offset="after_prematch">^ (\w+)</regex>
        <order>srcuser</order>
      </decoder>
      --- rules.xml
      <group name="local,">
        <rule id="100100" level="5">
          <decoded_as>local-login</decoded_as>
          <description>A rule.</description>
        </rule>
      </group>
      """#,
    verified: .recorded("docs/reference/decoders.md §3.6, docs/reference/rules.md §5.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    var reported = Set(DecoderForest.builtInNames)
    var parents: [ByteString: ByteString] = [:]
    for decoder in ruleset.loaded.decoders.definitions {
      if let parent = decoder.parent, !decoder.usesOwnName || !Self.isSelected(decoder) {
        parents[decoder.name] = parent
      } else {
        reported.insert(decoder.name)
      }
    }
    for rule in ruleset.ownRules where rule.definition != nil {
      guard let element = rule.all("decoded_as").last, !reported.contains(element.content),
        let parent = parents[element.content], parent != element.content
      else { continue }
      findings.add(
        .never(element.content, parent), at: element.contentPlace,
        hint: "Ask for \"\(parent)\", or give the child its own <prematch> and <use_own_name>true</use_own_name>.")
    }
  }

  /// Only a child with a prematch of its own becomes the reported decoder.
  private static func isSelected(_ decoder: DecoderDefinition) -> Bool { decoder.prematch != nil }
}

extension Message {
  fileprivate static func never(_ name: ByteString, _ parent: ByteString) -> Message {
    "No event is ever decoded as \"\(name)\": this child is reported under the name of its parent, \"\(parent)\"."
  }
}
