/// A plugin that does not exist, or a plugin and a regex.
struct BadPlugin: LoadMessageCheck {
  static let page = CheckPage(
    code: "2110", messages: ["2111"], severity: .error, category: .dropped,
    summary: "plugin_decoder names no plugin, or stands beside a regex: the whole ruleset is refused.",
    engine: """
      The plugins are PF_Decoder, SymantecWS_Decoder, SonicWall_Decoder, OSSECAlert_Decoder and JSON_Decoder, \
      exactly. They set the fields themselves, so that regex and order are refused beside them (2111).
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^{</prematch>
        <plugin_decoder>JSON</plugin_decoder>
                        ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^{</prematch>
        <plugin_decoder>JSON_Decoder</plugin_decoder>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §3.4, §4"))
}
