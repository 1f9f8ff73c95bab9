/// A parent decoder that is not there.
struct UnknownParentDecoder: LoadMessageCheck {
  static let page = CheckPage(
    code: "2101", severity: .error, category: .dropped,
    summary: "parent names no root decoder that was read before: the whole ruleset is refused.",
    engine: """
      Only roots can be parents: there are exactly two levels. The root must come before the child, in the same file \
      or in one that sorts before, and the name is compared exactly.
      """,
    avoid: #"""
      <decoder name="local-child">
      ^
        <parent>Local</parent>
        <prematch>^x</prematch>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <prematch offset="after_parent">^x</prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §3.6"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    findings.addWithOrder(in: ruleset) { diagnostic in
      guard let parent = ruleset.decoder(around: diagnostic.location)?.first("parent")?.content else { return nil }
      let root = ruleset.decoderTexts.first { $0.name == parent && $0.first("parent") == nil }
      return root.map { ruleset.files[$0.element.place.file].path }
    }
  }
}
