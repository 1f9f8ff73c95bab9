/// An element that decoders do not have.
struct BadDecoderElement: LoadMessageCheck {
  static let page = CheckPage(
    code: "1230", messages: ["1231", "decoder-element"], severity: .error, category: .dropped,
    summary:
      "A decoder file holds an element or attribute that does not exist, or nothing: the whole ruleset is refused.",
    engine: """
      At the top there are decoders (and variables) only, each with a name; other attributes do not exist but for \
      status. A decoder has at least one element, and type is the one whose name must be lower case.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <prematsh>^x</prematsh>
        ^
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §3, §4"))
}
