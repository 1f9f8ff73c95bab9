import Bytes

/// The offset of a plugin in a child without a prematch.
struct PluginOffset: Check, DocumentCheck {
  static let page = CheckPage(
    code: "plugin-offset", severity: .warning, category: .decoders,
    summary: "The offset of a plugin decoder is ignored, because the child has no prematch.",
    engine: """
      A plugin reads where the reported decoder says, and a child without prematch is never the reported one. Behind a \
      prefix the JSON decoder then finds no JSON, and sets nothing.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <plugin_decoder offset="after_parent">JSON_Decoder</plugin_decoder>
                                ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <prematch offset="after_parent">^{</prematch>
        <plugin_decoder offset="after_parent">JSON_Decoder</plugin_decoder>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §7.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for decoder in ruleset.ownDecoders where decoder.first("parent") != nil && decoder.first("prematch") == nil {
      guard let plugin = decoder.first("plugin_decoder"), let offset = plugin.attribute("offset") else { continue }
      findings.add(
        .ignored(offset.value), at: offset.valuePlace,
        hint: "Give the child a <prematch offset=\"after_parent\">, and the plugin offset=\"after_prematch\".")
    }
  }
}

extension Message {
  fileprivate static func ignored(_ offset: ByteString) -> Message {
    "offset \"\(offset)\" is ignored in a child without <prematch>: the plugin reads the whole log."
  }
}
