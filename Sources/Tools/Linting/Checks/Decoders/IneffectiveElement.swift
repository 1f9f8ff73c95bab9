import RulesetSyntax
import Rulesets

/// Elements of a child without a prematch.
struct IneffectiveElement: Check {
  static let page = CheckPage(
    code: "ineffective-element", severity: .warning, category: .decoders,
    summary: "An element has no effect, because the child has no prematch.",
    engine: """
      Only a child with its own prematch becomes the reported decoder. A child without one just runs its regex or \
      plugin; its use_own_name, type, fts, accumulate and JSON options are those of the root.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <use_own_name>true</use_own_name>
        ^
        <regex offset="after_parent">^(\w+) </regex>
        <order>srcuser</order>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <use_own_name>true</use_own_name>
        <prematch offset="after_parent">^login </prematch>
        <regex offset="after_prematch">^(\w+) </regex>
        <order>srcuser</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §5.3"))

  private static let void: Set<String> = [
    "use_own_name", "type", "fts", "ftscomment", "accumulate", "json_null_field", "json_array_structure",
  ]

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    for decoder in ruleset.ownDecoders where decoder.first("parent") != nil && decoder.first("prematch") == nil {
      guard let definition = decoder.definition else { continue }
      let parents = ruleset.loaded.decoders.definitions.filter {
        $0.parent == nil && $0.name == ruleset.loaded.decoders.definitions[definition].parent
      }
      for element in decoder.children where Self.void.contains(element.name) {
        // What repeats the root's own does no harm.
        if element.name == "type", parents.allSatisfy({ EventCategory(name: element.content) == $0.category }) {
          continue
        }
        if element.name == "use_own_name", decoder.name == parents.first?.name { continue }
        // Followers in a chain repeat what its first member says.
        if Self.follows(decoder, ruleset) { continue }
        findings.add(
          .void(element.name), at: element.place,
          hint: "Give the child a <prematch>, or say it in the root.")
      }
    }
  }

  /// Whether an earlier sibling of the same name has a prematch.
  private static func follows(_ decoder: DecoderText, _ ruleset: LintedRuleset) -> Bool {
    let parent = decoder.first("parent")?.content
    return ruleset.decoderTexts[..<decoder.index].contains {
      $0.name == decoder.name && $0.first("parent")?.content == parent && $0.first("prematch") != nil
    }
  }
}

extension Message {
  fileprivate static func void(_ element: String) -> Message {
    "<\(element)> has no effect in a child without <prematch>: the event stays the root's."
  }
}
