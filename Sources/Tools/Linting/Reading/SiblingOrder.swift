import Bytes
import Patterns
import Rulesets

/// Which rules are tried before which, and which of them always win (docs/reference/rules.md §8.3, §9.2).
struct SiblingOrder {
  /// A rule that is never reached, and one that is tried before it.
  struct Shadow {
    var rule: Int
    var winner: Int
  }

  private let forest: RuleForest
  /// What each rule wants.
  let demands: [RuleDemands]
  let scratch = MatchScratch()
  /// Rules that were loaded without a condition of theirs: what they take cannot be told.
  private let incomplete: Set<Int>

  init(_ ruleset: LintedRuleset) {
    let rules = ruleset.loaded.rules.rules
    let owners = Set(ruleset.loaded.leftOut.compactMap(\.owner))
    incomplete = owners.isEmpty ? [] : Set(rules.indices.filter { owners.contains(rules[$0].location) })
    forest = ruleset.loaded.rules
    demands = ruleset.demands
  }

  /// Rules that an earlier sibling shadows below every one of their parents, with one such sibling.
  func shadowed() -> [Shadow] {
    var places = [Int](repeating: 0, count: forest.rules.count)
    var shadows: [Int: [Int]] = [:]
    for node in forest.nodes { places[node.rule] += 1 }
    let parents = parents()
    for (index, children) in ([forest.roots] + forest.nodes.map(\.children)).enumerated() where children.count > 1 {
      var above: [RuleDemands] = []
      var parent = index > 0 ? index - 1 : nil
      while let node = parent {
        above.append(demands[forest.nodes[node].rule])
        parent = parents[node]
      }
      for (rule, winner) in shadowed(among: children, below: above) { shadows[rule, default: []].append(winner) }
    }
    return shadows.compactMap { rule, winners in
      winners.count == places[rule] ? Shadow(rule: rule, winner: winners[0]) : nil
    }.sorted { $0.rule < $1.rule }
  }

  /// Per node the one above it.
  private func parents() -> [Int?] {
    var parents = [Int?](repeating: nil, count: forest.nodes.count)
    for (index, node) in forest.nodes.enumerated() { for child in node.children { parents[child] = index } }
    return parents
  }

  /// `above` is what every event satisfies that comes here.
  private func shadowed(among nodes: [Int], below above: [RuleDemands]) -> [(Int, Int)] {
    var found: [(Int, Int)] = []
    var index = WinnerIndex()
    var rests: [Int: RuleDemands] = [:]
    for node in nodes { index.count(demands[forest.nodes[node].rule]) }
    for node in nodes {
      let rule = forest.nodes[node].rule
      let own = demands[rule]
      let winner = index.candidates(for: own).first { candidate in
        candidate != rule && (rests[candidate] ?? demands[candidate]).follow(from: own, scratch: scratch)
      }
      if let winner { found.append((rule, winner)) }
      if own.isPure, !forest.rules[rule].isSilent, !incomplete.contains(rule) {
        let rest = own.below(above, scratch: scratch)
        rests[rule] = rest
        index.add(rule, rest)
      }
    }
    return found
  }
}

/// Rules that may win over others, found by one condition of each, so that a rule is not compared with all its siblings.
private struct WinnerIndex {
  /// How many candidates are looked at; a ruleset that makes more of them is not worth a quadratic search.
  private static let limit = 64

  private var counts: [RuleDemands.Word: Int] = [:]
  private var byWord: [RuleDemands.Word: [Int]] = [:]
  private var byLiteral: [RuleDemands.Subject: LiteralIndex] = [:]
  private var unconditional: [Int] = []
  private var others: [Int] = []

  /// Rules by the first bytes of their literals.
  private struct LiteralIndex {
    /// So many bytes: enough to tell literals apart, few enough to look for all of them at each place of a text.
    private static let longest = 8

    private var rules: [ByteString: [Int]] = [:]

    mutating func add(_ rule: Int, _ literal: ByteString) {
      rules[ByteString(literal.bytes.prefix(Self.longest)), default: []].append(rule)
    }

    /// Rules one of whose literals may be part of a text.
    func rules(within text: ByteString, atMost limit: Int) -> [Int] {
      var found: [Int] = []
      for start in text.bytes.indices {
        for end in (start + 1)...min(start + Self.longest, text.count) where start < end {
          guard let rules = rules[ByteString(text.bytes[start..<end])] else { continue }
          found += rules.prefix(limit - found.count)
          if found.count >= limit { return found }
        }
      }
      return found
    }
  }

  /// Counts how common each condition is: what all siblings have in common leads to none of them.
  mutating func count(_ demands: RuleDemands) {
    for word in demands.words { counts[word, default: 0] += 1 }
  }

  mutating func add(_ rule: Int, _ demands: RuleDemands) {
    guard !demands.all.isEmpty else {
      if unconditional.isEmpty { unconditional.append(rule) }
      return
    }
    // Something that only follows from itself is looked up as it is.
    let plain = demands.all.filter { !Self.isFlexible($0.demand) }
    if let rarest = plain.min(by: { (counts[$0.word] ?? 0) < (counts[$1.word] ?? 0) }) {
      byWord[rarest.word, default: []].append(rule)
      return
    }
    for (_, demand) in demands.all {
      guard case .text(let subject, _, let literals, false) = demand, literals.isLiteral, !literals.matchesEverything,
        !literals.isNegated
      else { continue }
      for text in literals.alternatives.compactMap({ $0.whole?.lowercased }) {
        byLiteral[subject, default: LiteralIndex()].add(rule, text)
      }
      return
    }
    others.append(rule)
    if let rarest = demands.all.min(by: { (counts[$0.word] ?? 0) < (counts[$1.word] ?? 0) }) {
      byWord[rarest.word, default: []].append(rule)
    }
  }

  /// Whether a condition can follow from another one.
  private static func isFlexible(_ demand: RuleDemands.Demand) -> Bool {
    switch demand {
    case .plain, .equals: false
    case .text(_, _, let literals, let isNegated):
      literals.isLiteral || isNegated != literals.isNegated || literals.matchesEverything
    case .address, .size, .time, .weekday: true
    }
  }

  /// Rules that may win over one with these conditions, each once.
  func candidates(for demands: RuleDemands) -> [Int] {
    var found: [Int] = []
    var seen: Set<Int> = []
    func add(_ rules: [Int]) {
      for rule in rules.prefix(Self.limit) where seen.insert(rule).inserted { found.append(rule) }
    }
    add(unconditional)
    for (word, demand) in demands.all {
      if let rules = byWord[word] { add(rules) }
      switch demand {
      case .text(let subject, _, let given, false) where !given.isNegated:
        guard let index = byLiteral[subject], let first = given.alternatives.first else { continue }
        for literal in first.literals { add(index.rules(within: literal.lowercased, atMost: Self.limit)) }
      case .equals(let subject, let text):
        if let index = byLiteral[subject] { add(index.rules(within: text.lowercased, atMost: Self.limit)) }
      default: break
      }
    }
    add(others)
    return found
  }
}
