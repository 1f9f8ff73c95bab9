import Bytes
import Diagnostics
import Rulesets

/// Who stands below whom in a loaded ruleset, each rule and decoder once however many places it has.
package struct RulesetTree: Sendable {
  /// What a tree is of.
  package enum Subject: String, Sendable, CaseIterable {
    case rules, decoders
  }

  /// A rule or a decoder.
  package struct Node: Sendable {
    /// The number, or the name, which several decoders may have.
    package var name: ByteString
    /// The level of a rule; nil for decoders.
    package var level: Int?
    /// The description of a rule; what a decoder looks for.
    package var detail: ByteString
    /// Where it stands.
    package var location: SourceLocation
    /// Whether it belongs to what the ruleset is loaded on top of.
    package var isBase: Bool
  }

  /// What ties two of them.
  package struct Edge: Hashable, Sendable {
    /// How they are tied.
    package enum Kind: String, Sendable {
      /// The lower one is tried where the upper one matches.
      case below
      /// The lower one counts the events of the upper one.
      case counts
    }

    /// The upper one: an index in ``RulesetTree/nodes``.
    package var parent: Int
    /// The lower one: an index in ``RulesetTree/nodes``.
    package var child: Int
    /// How they are tied.
    package var kind: Kind
  }

  /// What it is of.
  package let subject: Subject
  /// All rules or decoders, in the order of loading.
  package private(set) var nodes: [Node]
  /// What ties them; those below one stand in the order in which they are tried.
  package private(set) var edges: [Edge]

  /// The tree of a ruleset.
  package init(_ subject: Subject, of loaded: LoadedRuleset) {
    self.subject = subject
    let base = Set(loaded.files.lazy.filter(\.isBase).map(\.path))
    switch subject {
    case .rules: (nodes, edges) = Self.rules(loaded.rules, base)
    case .decoders: (nodes, edges) = Self.decoders(loaded.decoders, base)
    }
  }

  private static func rules(_ forest: RuleForest, _ base: Set<String>) -> ([Node], [Edge]) {
    let nodes = forest.rules.map { rule in
      Node(
        name: ByteString("\(rule.id)"), level: rule.level, detail: rule.description, location: rule.location,
        isBase: base.contains(rule.location.file))
    }
    var edges = EdgeList()
    for place in forest.nodes {
      for child in place.children {
        edges.add(Edge(parent: place.rule, child: forest.nodes[child].rule, kind: .below))
      }
    }
    let numbers = Dictionary(
      forest.rules.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    for (index, rule) in forest.rules.enumerated() {
      guard let counted = rule.relations.ifMatchedSid.flatMap({ Int($0.description) }).flatMap({ numbers[$0] }) else {
        continue
      }
      // Where it also stands below that rule, one line says it all.
      if !edges.contains(Edge(parent: counted, child: index, kind: .below)) {
        edges.add(Edge(parent: counted, child: index, kind: .counts))
      }
    }
    return (nodes, edges.all)
  }

  private static func decoders(_ forest: DecoderForest, _ base: Set<String>) -> ([Node], [Edge]) {
    let nodes = forest.definitions.map { decoder in
      Node(
        name: decoder.name, detail: detail(of: decoder), location: decoder.location,
        isBase: base.contains(decoder.location.file))
    }
    var edges = EdgeList()
    for root in forest.programRoots + forest.plainRoots {
      for child in root.children { edges.add(Edge(parent: root.definition, child: child.definition, kind: .below)) }
    }
    return (nodes, edges.all)
  }

  private static func detail(of decoder: DecoderDefinition) -> ByteString {
    if let pattern = decoder.programName { return "program_name " + pattern.pattern.source }
    if let pattern = decoder.prematch { return "prematch " + pattern.pattern.source }
    if let pattern = decoder.regex { return "regex " + pattern.pattern.source }
    return decoder.plugin.map { ByteString($0.rawValue) } ?? ""
  }

  /// The part of the tree that a rule or the decoders of a name stand in: they, all above and all below them.
  /// - Returns: nil where there is none of this name.
  package func around(_ name: ByteString) -> RulesetTree? {
    let wanted = nodes.indices.filter { nodes[$0].name == name }
    guard !wanted.isEmpty else { return nil }
    var (below, above): ([Int: [Int]], [Int: [Int]]) = ([:], [:])
    for edge in edges {
      below[edge.parent, default: []].append(edge.child)
      above[edge.child, default: []].append(edge.parent)
    }
    let kept = Self.reached(from: wanted, over: below).union(Self.reached(from: wanted, over: above))
    let order = nodes.indices.filter(kept.contains)
    let numbers = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($0.element, $0.offset) })
    var part = self
    part.nodes = order.map { nodes[$0] }
    part.edges = edges.compactMap { edge in
      guard let parent = numbers[edge.parent], let child = numbers[edge.child] else { return nil }
      return Edge(parent: parent, child: child, kind: edge.kind)
    }
    return part
  }

  private static func reached(from start: [Int], over edges: [Int: [Int]]) -> Set<Int> {
    var reached = Set(start)
    var pending = start
    while let next = pending.popLast() {
      for other in edges[next] ?? [] where reached.insert(other).inserted { pending.append(other) }
    }
    return reached
  }
}

/// Edges, each once.
private struct EdgeList {
  private(set) var all: [RulesetTree.Edge] = []
  private var seen: Set<RulesetTree.Edge> = []

  mutating func add(_ edge: RulesetTree.Edge) {
    if seen.insert(edge).inserted { all.append(edge) }
  }

  func contains(_ edge: RulesetTree.Edge) -> Bool { seen.contains(edge) }
}
