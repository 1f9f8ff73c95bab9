/// A JSON option that does not exist.
struct BadJSONOption: LoadMessageCheck {
  static let page = CheckPage(
    code: "7602", messages: ["7603"], severity: .warning, category: .dropped,
    summary: "json_null_field or json_array_structure has a value that does not exist: the default is used.",
    engine: "json_null_field is string or discard, json_array_structure is array or csv.",
    avoid: #"""
      <decoder name="local">
        <prematch>^{"local"</prematch>
        <plugin_decoder>JSON_Decoder</plugin_decoder>
        <json_null_field>drop</json_null_field>
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
    verified: .recorded("docs/reference/decoders.md §3.4"))
}
