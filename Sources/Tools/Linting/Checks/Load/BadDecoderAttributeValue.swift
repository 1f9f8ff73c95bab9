/// A type or offset that does not exist.
struct BadDecoderAttributeValue: LoadMessageCheck {
  static let page = CheckPage(
    code: "7601", severity: .warning, category: .dropped,
    summary: "The type or offset of a decoder's element has a value that does not exist: the default is used.",
    engine: """
      type is osregex or pcre2 (program_name: also osmatch), offset is after_parent, after_prematch or after_regex; a \
      prematch may only be after_parent. A wrong offset of a prematch is an error-level message: the ruleset loads, \
      but the log test interface then answers no request.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch type="osmatch">^local: </prematch>
                        ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §3.4, §4"))
}
