import Rulesets

/// A JSON option without the JSON decoder.
struct JSONOptionWithoutPlugin: Check {
  static let page = CheckPage(
    code: "json-option-without-plugin", severity: .warning, category: .decoders,
    summary: "A decoder has a JSON option but does not decode JSON.",
    engine: "json_null_field and json_array_structure are read by JSON_Decoder alone.",
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <json_null_field>discard</json_null_field>
        ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^{"local"</prematch>
        <plugin_decoder>JSON_Decoder</plugin_decoder>
        <json_null_field>discard</json_null_field>
      </decoder>
      """#,
    verified: .read("docs/reference/decoders.md §3.4, §7.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for decoder in ruleset.ownDecoders {
      guard let definition = decoder.definition else { continue }
      let options = decoder.children.filter { $0.name.hasPrefix("json_") }
      guard !options.isEmpty else { continue }
      let forest = ruleset.loaded.decoders
      let family = (forest.programRoots + forest.plainRoots).filter { root in
        root.definition == definition || root.children.contains { $0.definition == definition }
      }.flatMap { [$0.definition] + $0.children.map(\.definition) }
      guard !family.contains(where: { forest.definitions[$0].plugin == .json }) else { continue }
      for option in options { findings.add(.void(option.name), at: option.place) }
    }
  }
}

extension Message {
  fileprivate static func void(_ option: String) -> Message {
    "\(option) has no effect: neither this decoder nor its family has the JSON_Decoder."
  }
}
