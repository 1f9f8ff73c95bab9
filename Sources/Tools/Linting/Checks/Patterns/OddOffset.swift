import Bytes
import PatternSyntax
import Patterns
import Rulesets

/// A pattern whose end is not where it seems, and an offset that depends on it.
struct OddOffset: Check {
  static let page = CheckPage(
    code: "odd-offset", severity: .warning, category: .decoders,
    summary: "A native pattern ends in a run, so that what goes on behind it does not begin where it seems.",
    engine: """
      The engine takes for the last byte of a match what its scan saw last. Behind (\\S+) the rest begins at the \
      second byte of the captured text, behind \\d+ or \\s+ one byte too late: of `a -\\s+` and `a - bcd` the rest is \
      `cd`. With a literal or a class without + or * at its end a pattern ends where it should. Only offsets with an \
      anchored pattern behind them are reported; others find their place all the same.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-fields">
        <parent>local</parent>
        <regex offset="after_parent">^user=(\S+)</regex>
                                            ^
        <order>srcuser</order>
      </decoder>

      <decoder name="local-fields">
        <parent>local</parent>
        <regex offset="after_regex">^from=(\S+) </regex>
        <order>srcip</order>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-fields">
        <parent>local</parent>
        <regex offset="after_parent">^user=(\S+) </regex>
        <order>srcuser</order>
      </decoder>

      <decoder name="local-fields">
        <parent>local</parent>
        <regex offset="after_regex">from=(\S+)</regex>
        <order>srcip</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/regex.md §4.1, docs/reference/decoders.md §5.1"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.decoders
    var search = Search(ruleset: ruleset)
    for node in ruleset.ownRoots {
      let children = node.children.map { forest.definitions[$0.definition] }
      let root = forest.definitions[node.definition]
      let dependents =
        children.flatMap { child in
          [
            child.prematchOffset == .afterParent ? child.prematch : nil,
            child.regexOffset == .afterParent ? child.regex : nil,
          ]
        } + [children.isEmpty && root.regexOffset == .afterPrematch ? root.regex : nil]
      if let prematch = root.prematch, dependents.contains(where: Self.isAnchored) {
        search.report(node.definition, prematch, "prematch", "after_parent or after_prematch", &findings)
      }
      for (index, decoder) in children.enumerated() {
        let definition = node.children[index].definition
        if let prematch = decoder.prematch, decoder.regexOffset == .afterPrematch, Self.isAnchored(decoder.regex) {
          search.report(definition, prematch, "prematch", "after_prematch", &findings)
        }
        if let regex = decoder.regex, node.children[index].continues, index + 1 < children.count,
          children[index + 1].regexOffset == .afterRegex, Self.isAnchored(children[index + 1].regex)
        {
          search.report(definition, regex, "regex", "after_regex", &findings)
        }
      }
    }
  }

  /// Whether a pattern must begin where the text before it ended; others find their place later on, too.
  private static func isAnchored(_ text: PatternText?) -> Bool {
    guard let pattern = text?.pattern else { return false }
    guard pattern.dialect == .osregex else { return pattern.source.bytes.first == UInt8(ascii: "^") }
    return pattern.native?.alternatives.contains { $0.isAnchoredAtStart } ?? false
  }

  /// Reports each decoder once.
  private struct Search {
    let ruleset: LintedRuleset
    private var reported: Set<Int> = []

    init(ruleset: LintedRuleset) { self.ruleset = ruleset }

    mutating func report(
      _ definition: Int, _ text: PatternText, _ element: String, _ offset: String, _ findings: inout Findings
    ) {
      guard let native = text.pattern.native,
        let tail = native.alternatives.lazy.compactMap(OddOffset.oddTail).first,
        let index = ruleset.ownText(ofDecoder: definition)?.index, reported.insert(definition).inserted,
        let use = ruleset.patterns.first(where: { $0.owner == .decoder(index) && $0.name == element })
      else { return }
      findings.add(
        tail.isGroup ? .insideCapture(offset) : .skips(offset), at: use.place(tail.position),
        hint: "End the pattern with the character that follows, outside of the group.")
    }
  }

  /// A last cell with + or *, where the engine's end is not that of the match (docs/reference/regex.md §4.1).
  private static func oddTail(_ alternative: NativeExpression.Alternative) -> (position: Int, isGroup: Bool)? {
    guard let last = alternative.cells.lastIndex(where: { if case .mark = $0 { false } else { true } }),
      case .byteClass(_, let quantifier) = alternative.cells[last], quantifier != .one,
      !alternative.isAnchoredAtEnd
    else { return nil }
    let isGroup = last + 1 < alternative.cells.count
    // Behind a star in a group the end is right.
    if isGroup, quantifier == .star { return nil }
    return (alternative.positions[last], isGroup)
  }
}

extension Message {
  fileprivate static func insideCapture(_ offset: String) -> Message {
    "What goes on with \(offset) begins at the second byte of this capture."
  }
  fileprivate static func skips(_ offset: String) -> Message {
    "What goes on with \(offset) misses the byte behind this run."
  }
}
