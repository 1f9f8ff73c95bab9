import Bytes
import Rulesets

/// A root behind one with the same tests.
struct UnreachableRoot: Check {
  static let page = CheckPage(
    code: "unreachable-root", severity: .warning, category: .dead,
    summary: "A root decoder is never chosen: an earlier one takes all of its logs.",
    engine: """
      Roots are tried in the order of loading, those with a program name and those without in two separate lists. The \
      first whose tests hold is chosen for good: no other is tried, whatever its children do.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-users">
      ^
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) </regex>
        <order>srcuser</order>
      </decoder>

      <decoder name="local-login">
      ^
        <prematch>^local: login of \w+</prematch>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <regex offset="after_parent">^(\w+) </regex>
        <order>srcuser</order>
      </decoder>

      <decoder name="remote-users">
        <prematch>^remote users: </prematch>
      </decoder>

      <decoder name="remote">
        <prematch>^remote </prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §5.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.decoders
    let roots = Dictionary(
      (forest.programRoots + forest.plainRoots).map { ($0.definition, $0) }, uniquingKeysWith: { first, _ in first })
    for loss in ruleset.lostRoots {
      guard let place = ruleset.place(ofDecoder: loss.decoder) else { continue }
      let hasChildren = roots[loss.decoder]?.children.isEmpty == false
      findings.add(
        .shadowed(forest.definitions[loss.decoder].name, forest.definitions[loss.winner].name), at: place,
        hint: hasChildren ? "Its children are dead, too; attach them to the first one." : nil,
        notes: [(.winner, ruleset.place(ofDecoder: loss.winner))] + .proof(of: loss))
    }
  }
}

extension Message {
  fileprivate static func shadowed(_ name: ByteString, _ winner: ByteString) -> Message {
    "The decoder \"\(name)\" is never chosen: \"\(winner)\" is tried before it and matches whenever it would."
  }
  fileprivate static let winner: Message = "The decoder that is chosen instead."
}
