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
  private let paths: RulePaths
  /// What each rule wants.
  private let demands: DemandTable
  private let scratch = MatchScratch()
  private let isBase: [Bool]
  /// Rules that were loaded without a condition of theirs: what they take cannot be told.
  private let incomplete: Set<Int>

  init(_ ruleset: LintedRuleset) {
    let rules = ruleset.loaded.rules.rules
    let owners = Set(ruleset.loaded.leftOut.compactMap(\.owner))
    incomplete = owners.isEmpty ? [] : Set(rules.indices.filter { owners.contains(rules[$0].location) })
    forest = ruleset.loaded.rules
    paths = ruleset.paths
    demands = ruleset.demands
    isBase = ruleset.areBase(forest.elements)
  }

  /// Siblings below one node; below none stand the roots.
  private typealias Group = Int?

  /// Rules that an earlier sibling shadows below every one of their parents, with one such sibling, as far as one of the two
  /// is no rule of the base.
  func shadowed() -> [Shadow] {
    // The only groups in which one of the two can be an own rule.
    let groups = Set(forest.rules.indices.filter { !isBase[$0] }.flatMap(paths.nodes).map(paths.parent))
    // Per rule and place.
    var known: [Int: [Int: Int]] = [:]
    for group in groups {
      for (node, winner) in shadowed(in: group, takes: .own) {
        known[forest.nodes[node].rule, default: [:]][node] = winner
      }
    }
    // What is shadowed here by an own rule may be shadowed elsewhere by one of the base.
    var unsure: [Group: Set<Int>] = [:]
    for (rule, winners) in known where isBase[rule] {
      for node in paths.nodes(of: rule) where winners[node] == nil {
        unsure[paths.parent(of: node), default: []].insert(rule)
      }
    }
    for (group, rules) in unsure {
      for (node, winner) in shadowed(in: group, takes: .all(of: rules)) {
        known[forest.nodes[node].rule, default: [:]][node] = winner
      }
    }
    return known.sorted { $0.key < $1.key }.compactMap { rule, winners in
      let places = paths.nodes(of: rule).sorted { order(of: $0) < order(of: $1) }
      guard winners.count == places.count, let first = places.first.flatMap({ winners[$0] }) else { return nil }
      return Shadow(rule: rule, winner: first)
    }
  }

  /// The children of a node; the roots for none.
  private func members(of group: Group) -> [Int] { group.map { forest.nodes[$0].children } ?? forest.roots }

  /// Where a place comes when all groups are gone through, that of the roots first.
  private func order(of node: Int) -> (Int, Int) {
    let group = paths.parent(of: node)
    return (group ?? -1, members(of: group).firstIndex(of: node) ?? 0)
  }

  /// Which shadows are looked for.
  private enum Wanted {
    /// Those that have to do with an own rule.
    case own
    /// Those on some rules.
    case all(of: Set<Int>)
  }

  /// The places of a group whose rules an earlier one shadows, with that one.
  private func shadowed(in group: Group, takes wanted: Wanted) -> [(node: Int, winner: Int)] {
    var found: [(Int, Int)] = []
    walk(group) { node, earlier in
      let rule = forest.nodes[node].rule
      let isOpen =
        switch wanted {
        case .own: !isBase[rule] || earlier.hasOwnWinner(over: demands[rule], of: rule)
        case .all(let rules): rules.contains(rule)
        }
      if isOpen, let winner = earlier.winner(over: demands[rule], of: rule) { found.append((node, winner)) }
    }
    return found
  }

  /// Goes through a group in order of trial.
  private func walk(_ group: Group, _ visit: (_ node: Int, _ earlier: EarlierSiblings) -> Void) {
    let nodes = members(of: group)
    guard nodes.count > 1 else { return }
    // What every event satisfies that comes here.
    let above = group.map { ([$0] + paths.above($0)).map { demands[forest.nodes[$0].rule] } } ?? []
    var earlier = EarlierSiblings(nodes.map { demands[forest.nodes[$0].rule] }, scratch: scratch)
    for node in nodes {
      visit(node, earlier)
      let rule = forest.nodes[node].rule
      let own = demands[rule]
      guard own.isPure, !forest.rules[rule].isSilent, !incomplete.contains(rule) else { continue }
      earlier.add(rule, own.below(above, scratch: scratch), isOwn: !isBase[rule])
    }
  }

  // MARK: Alternatives

  /// A part of a rule's pattern that decides nothing.
  struct ShadowedAlternative {
    var rule: Int
    /// The whole pattern, and the part of it.
    var pattern: ByteString
    var range: Range<Int>
    /// A rule that is tried before and takes every event that has it.
    var winner: Int
  }

  /// The alternatives of own rules' patterns that an earlier sibling takes below every parent.
  /// - Parameter shadowed: rules of which all is said already.
  func shadowedAlternatives(leavingOut shadowed: Set<Int>) -> [ShadowedAlternative] {
    let rules = forest.rules.indices.filter { !isBase[$0] && !shadowed.contains($0) }
    let narrowed = Dictionary(
      uniqueKeysWithValues: rules.map { ($0, demands.alternatives(of: $0)) }.filter { !$0.1.isEmpty })
    var winners: [Int: [Int: [Int]]] = [:]
    for group in Set(narrowed.keys.flatMap(paths.nodes).map(paths.parent)) {
      walk(group) { node, earlier in
        let rule = forest.nodes[node].rule
        for (index, alternative) in (narrowed[rule] ?? []).enumerated() {
          guard let winner = earlier.winner(over: alternative.demands, of: rule) else { continue }
          winners[rule, default: [:]][index, default: []].append(winner)
        }
      }
    }
    return winners.sorted { $0.key < $1.key }.flatMap { rule, found in
      found.sorted { $0.key < $1.key }.compactMap { index, winners in
        guard winners.count == paths.nodes(of: rule).count, let alternative = narrowed[rule]?[index],
          let winner = winners.min()
        else { return nil }
        return ShadowedAlternative(
          rule: rule, pattern: alternative.pattern, range: alternative.range, winner: winner)
      }
    }
  }
}

/// The siblings before one in order of trial that may take its events.
private struct EarlierSiblings {
  private var index = WinnerIndex()
  /// The own rules in it once more: only they can take something from one of the base that anybody asks for.
  private var ownIndex = WinnerIndex()
  /// What each still asks for of the events that come here.
  private var rests: [Int: RuleDemands] = [:]
  private let scratch: MatchScratch

  /// None of some siblings, of whom it is known what they want.
  init(_ siblings: [RuleDemands], scratch: MatchScratch) {
    self.scratch = scratch
    for demands in siblings { index.count(demands) }
    ownIndex.takeCounts(of: index)
  }

  mutating func add(_ rule: Int, _ rest: RuleDemands, isOwn: Bool) {
    rests[rule] = rest
    index.add(rule, rest)
    if isOwn { ownIndex.add(rule, rest) }
  }

  /// The first that takes every event that meets some conditions of a rule.
  func winner(over demands: RuleDemands, of rule: Int) -> Int? {
    index.candidates(for: demands).first { wins($0, demands, rule) }
  }

  /// Whether an own rule is among those that do.
  func hasOwnWinner(over demands: RuleDemands, of rule: Int) -> Bool {
    ownIndex.candidates(for: demands).contains { wins($0, demands, rule) }
  }

  private func wins(_ candidate: Int, _ demands: RuleDemands, _ rule: Int) -> Bool {
    candidate != rule && rests[candidate]?.follow(from: demands, scratch: scratch) ?? false
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
  private var isEmpty = true

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

  /// Takes over what another index has counted.
  mutating func takeCounts(of other: WinnerIndex) { counts = other.counts }

  mutating func add(_ rule: Int, _ demands: RuleDemands) {
    isEmpty = false
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
    if isEmpty { return [] }
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
