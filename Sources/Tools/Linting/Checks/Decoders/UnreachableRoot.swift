import Bytes
import PatternSyntax
import Patterns
import Rulesets

/// A root behind one with the same tests.
struct UnreachableRoot: Check {
  static let page = CheckPage(
    code: "unreachable-root", severity: .warning, category: .dead,
    summary: "A root decoder is never chosen: an earlier one asks for the same.",
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

      <decoder name="remote">
        <prematch>^remote: </prematch>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §5.2"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.decoders
    for roots in [forest.programRoots, forest.plainRoots] {
      // By program name: roots that ask for the same program, or for any.
      var earlier: [Key?: [Int]] = [:]
      for node in roots {
        let decoder = forest.definitions[node.definition]
        let program = Self.key(decoder.programName)
        let winner = earlier[program]?.first { index in
          let other = forest.definitions[index]
          return other.prematch == nil || Self.key(other.prematch) == Self.key(decoder.prematch)
        }
        earlier[program, default: []].append(node.definition)
        guard let winner, let place = ruleset.place(ofDecoder: node.definition) else { continue }
        findings.add(
          .shadowed(decoder.name, forest.definitions[winner].name), at: place,
          hint: node.children.isEmpty ? nil : "Its children are dead, too; attach them to the first one.",
          notes: [(.winner, ruleset.place(ofDecoder: winner))])
      }
    }
  }

  /// What makes two tests the same.
  private struct Key: Hashable {
    var dialect: Dialect
    var source: ByteString
  }

  private static func key(_ text: PatternText?) -> Key? {
    text.map { Key(dialect: $0.pattern.dialect, source: $0.pattern.source) }
  }
}

extension Message {
  fileprivate static func shadowed(_ name: ByteString, _ winner: ByteString) -> Message {
    "The decoder \"\(name)\" is never chosen: \"\(winner)\" is tried before it and matches whenever it would."
  }
  fileprivate static let winner: Message = "The decoder that is chosen instead."
}
