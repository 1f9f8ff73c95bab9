import Rulesets

/// The regex of a root that has children.
struct RootRegexWithChildren: Check {
  static let page = CheckPage(
    code: "root-regex-with-children", severity: .warning, category: .dead,
    summary: "A root decoder has a regex or plugin and also children: its own never runs.",
    engine: """
      With children, one of them is chosen or none, and the root itself runs nothing. A child in another file, \
      attached by name, is enough.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
        <regex offset="after_prematch">^(\w+) </regex>
        ^
        <order>srcuser</order>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
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

      <decoder name="local-rest">
        <parent>local</parent>
        <regex offset="after_parent">^(\w+) </regex>
        <order>srcuser</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §5.2, §5.3"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.decoders
    var seen: Set<Int> = []
    for node in ruleset.ownRoots where seen.insert(node.definition).inserted {
      guard let first = node.children.first, let decoder = ruleset.ownText(ofDecoder: node.definition) else { continue }
      guard let element = decoder.first("regex") ?? decoder.first("plugin_decoder"),
        let child = ruleset.place(ofDecoder: first.definition)
      else { continue }
      // A child that runs the same plugin does the root's work.
      let plugin = forest.definitions[node.definition].plugin
      if plugin != nil, node.children.contains(where: { forest.definitions[$0.definition].plugin == plugin }) {
        continue
      }
      findings.add(
        .neverRuns(element.name, node.children.count), at: element.place,
        hint: child.file == element.place.file
          ? "Move it into a child of its own, the last one, without a prematch."
          : "The children come from another file, which names this decoder as their parent.",
        notes: [(.child, child)])
    }
  }
}

extension Message {
  fileprivate static func neverRuns(_ element: String, _ children: Int) -> Message {
    "The <\(element)> of this root never runs, because the decoder has \(children) \(children == 1 ? "child" : "children")."
  }
  fileprivate static let child: Message = "The first child."
}
