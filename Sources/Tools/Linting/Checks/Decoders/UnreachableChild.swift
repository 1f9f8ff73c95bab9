import Bytes
import Rulesets

/// A child behind one that always takes the event.
struct UnreachableChild: Check {
  static let page = CheckPage(
    code: "unreachable-child", severity: .warning, category: .dead,
    summary: "A child decoder stands behind one that takes every event, or every one of its own.",
    engine: """
      Children are tried in the order of loading. One without a prematch is chosen at once, and so is the first one \
      whose prematch matches; when its regex fails, the next ones are not tried. Only siblings of the same name that \
      follow each other are run one after the other.
      """,
    avoid: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <regex offset="after_parent">^(\w+) </regex>
        <order>srcuser</order>
      </decoder>

      <decoder name="local-login">
      ^
        <parent>local</parent>
        <prematch offset="after_parent">^login </prematch>
      </decoder>
      """#,
    prefer: #"""
      <decoder name="local">
        <prematch>^local: </prematch>
      </decoder>

      <decoder name="local-login">
        <parent>local</parent>
        <prematch offset="after_parent">^login </prematch>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <regex offset="after_parent">^(\w+) </regex>
        <order>srcuser</order>
      </decoder>

      <decoder name="local-child">
        <parent>local</parent>
        <regex offset="after_regex">^from (\S+) </regex>
        <order>srcip</order>
      </decoder>
      """#,
    verified: .recorded("docs/reference/decoders.md §5.2, §5.3"))

  func run(_ ruleset: LintedRuleset, _ findings: inout Findings) {
    let forest = ruleset.loaded.decoders
    var places: [Int: Int] = [:]
    var reasons: [Int: [(message: Message, winner: Int)]] = [:]
    for node in forest.programRoots + forest.plainRoots {
      var walk = Walk(forest)
      for child in node.children {
        places[child.definition, default: 0] += 1
        if let reason = walk.reason(for: child) { reasons[child.definition, default: []].append(reason) }
      }
    }
    // A child of several roots is lost only if it is lost below all of them.
    for (definition, found) in reasons.sorted(by: { $0.key < $1.key }) where found.count == places[definition] {
      guard let place = ruleset.place(ofDecoder: definition), let first = found.first else { continue }
      findings.add(first.message, at: place, notes: [(.winner, ruleset.place(ofDecoder: first.winner))])
    }
  }

  /// The children of one root, one after the other.
  private struct Walk {
    private let forest: DecoderForest
    private var stopper: Int?
    private var isInChain = false
    private var prematches: [String: Int] = [:]

    init(_ forest: DecoderForest) { self.forest = forest }

    /// Why a child is never reached; nil when it may be.
    mutating func reason(for child: DecoderForest.Node) -> (message: Message, winner: Int)? {
      defer { isInChain = child.continues }
      guard !isInChain else { return nil }
      if let stopper { return (.behind(forest.definitions[stopper].name), stopper) }
      let decoder = forest.definitions[child.definition]
      guard let prematch = decoder.prematch else {
        stopper = child.definition
        return nil
      }
      let key = "\(prematch.pattern.dialect) \(decoder.prematchOffset) \(prematch.pattern.source.bytes)"
      if let other = prematches[key] { return (.same(forest.definitions[other].name), other) }
      prematches[key] = child.definition
      return nil
    }
  }
}

extension Message {
  fileprivate static func behind(_ name: ByteString) -> Message {
    "This child is never reached: \"\(name)\" before it has no <prematch> and takes every event."
  }
  fileprivate static func same(_ name: ByteString) -> Message {
    "This child is never reached: \"\(name)\" before it has the same <prematch>."
  }
  fileprivate static let winner: Message = "The child that is chosen instead."
}
