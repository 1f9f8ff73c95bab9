/// program_name in a child.
struct ChildProgramName: Check, DocumentCheck {
  static let page = CheckPage(
    code: "child-program-name", severity: .warning, category: .decoders,
    summary: "A child decoder has a program_name, which is ignored.",
    engine: "Only root decoders look at the program name. It is compiled, and that is all.",
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <program_name>^locald$</program_name>
        ^
        <prematch offset="after_parent">^login </prematch>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <prematch offset="after_parent">^login </prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §3.4"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for decoder in ruleset.ownDecoders where decoder.first("parent") != nil {
      guard let element = decoder.first("program_name") else { continue }
      findings.add(.ignored, at: element.place, hint: "Only roots look at the program name.")
    }
  }
}

extension Message {
  fileprivate static let ignored: Message = "program_name in a child is read and ignored."
}
