import Bytes
import PatternReasoning
import PatternSyntax
import Patterns
import RulesetSyntax
import Rulesets

/// Which decoders are tried before which, and which of them always win (docs/reference/decoders.md §5.2).
struct DecoderOrder {
  /// A decoder that is never chosen.
  struct Loss {
    /// Why.
    enum Reason {
      /// The other one has no prematch.
      case takesAll
      /// Both ask for the same.
      case same
      /// What this one asks for brings along what the other one asks for.
      case implied(wanted: ByteString, given: ByteString)
    }

    /// Index of its definition.
    var decoder: Int
    /// Index of the definition of the one that is chosen instead.
    var winner: Int
    var reason: Reason
  }

  private let forest: DecoderForest
  private let memory: LintMemory
  private let isBase: [Bool]
  /// So many earlier decoders without an anchored prematch are compared with each.
  private static let limit = 128

  init(_ ruleset: LintedRuleset) {
    forest = ruleset.loaded.decoders
    memory = ruleset.memory
    isBase = ruleset.areBase(forest.elements)
  }

  private func prematch(_ decoder: Int) -> LiteralDemand? {
    forest.definitions[decoder].prematch.map { memory.demand(of: $0.pattern) }
  }

  private func program(_ decoder: Int) -> LiteralDemand? {
    forest.definitions[decoder].programName.map { memory.demand(of: $0.pattern) }
  }

  // MARK: Roots

  /// Roots behind one that takes all of their logs, as far as one of the two is none of the base.
  func lostRoots() -> [Loss] {
    var losses: [Loss] = []
    for roots in [forest.programRoots, forest.plainRoots] where roots.contains(where: { !isBase[$0.definition] }) {
      var index = PrematchIndex()
      for node in roots {
        let pattern = forest.definitions[node.definition].prematch
        let demand = prematch(node.definition)
        let candidates = index.candidates(for: demand, pattern)
        if !isBase[node.definition] || candidates.contains(where: { !isBase[$0] }) {
          for other in candidates where takesPrograms(other, of: node.definition) {
            guard let reason = reason(of: other, over: node.definition) else { continue }
            losses.append(Loss(decoder: node.definition, winner: other, reason: reason))
            break
          }
        }
        index.add(node.definition, demand, pattern)
      }
    }
    return losses
  }

  /// Whether a root is tried for all programs that another one is tried for.
  private func takesPrograms(_ one: Int, of other: Int) -> Bool {
    guard let first = forest.definitions[one].programName?.pattern,
      let second = forest.definitions[other].programName?.pattern
    else { return true }
    if first.dialect == second.dialect, first.source == second.source { return true }
    guard let wanted = program(one), let given = program(other) else { return false }
    return wanted.follows(from: given)
  }

  /// Why a decoder that is tried first takes whatever another one would take; nil when it may not.
  private func reason(of one: Int, over other: Int) -> Loss.Reason? {
    let (first, second) = (forest.definitions[one], forest.definitions[other])
    guard let wanted = first.prematch else { return .takesAll }
    guard let given = second.prematch else { return nil }
    let isSameOffset = first.prematchOffset == second.prematchOffset
    if isSameOffset, wanted.pattern.dialect == given.pattern.dialect, wanted.pattern.source == given.pattern.source {
      return .same
    }
    guard let demand = prematch(one), let other = prematch(other), demand.follows(from: other) else { return nil }
    // What stands in a part of the log stands in the log.
    let isWider = first.prematchOffset == .none && demand.alternatives.allSatisfy { !$0.isAnchoredAtStart }
    return isSameOffset || isWider
      ? .implied(wanted: wanted.pattern.source, given: given.pattern.source) : nil
  }

  // MARK: Children

  /// Children behind one that takes all of their logs, below every one of their parents, as far as one of the two is none of
  /// the base.
  func lostChildren() -> [Loss] {
    var places: [Int: Int] = [:]
    var found: [Int: [Loss]] = [:]
    for root in rootsOfInterest() {
      var stopper: Int?
      var isInChain = false
      var index = PrematchIndex()
      for child in root.children {
        places[child.definition, default: 0] += 1
        defer { isInChain = child.continues }
        guard !isInChain else { continue }
        let prematch = forest.definitions[child.definition].prematch
        if let stopper {
          found[child.definition, default: []].append(
            Loss(decoder: child.definition, winner: stopper, reason: .takesAll))
          continue
        }
        guard prematch != nil else {
          stopper = child.definition
          continue
        }
        let demand = self.prematch(child.definition)
        for other in index.candidates(for: demand, prematch) {
          guard let reason = reason(of: other, over: child.definition) else { continue }
          found[child.definition, default: []].append(Loss(decoder: child.definition, winner: other, reason: reason))
          break
        }
        index.add(child.definition, demand, prematch)
      }
    }
    return found.sorted { $0.key < $1.key }.compactMap { definition, losses in
      losses.count == places[definition] ? losses.first : nil
    }
  }

  /// The roots with an own child, and all others that share a child with one of them.
  private func rootsOfInterest() -> [DecoderForest.Node] {
    let roots = forest.programRoots + forest.plainRoots
    var children: Set<Int> = []
    for root in roots where root.children.contains(where: { !isBase[$0.definition] }) {
      children.formUnion(root.children.map(\.definition))
    }
    return roots.filter { $0.children.contains { children.contains($0.definition) } }
  }

  /// Decoders that may take another one's logs, found by what their prematches begin with.
  private struct PrematchIndex {
    private struct Key: Hashable {
      var dialect: Dialect
      var source: ByteString
    }

    private var same: [Key: [Int]] = [:]
    private var byStart: [ByteString: [Int]] = [:]
    private var others: [Int] = []

    mutating func add(_ decoder: Int, _ demand: LiteralDemand?, _ prematch: PatternText?) {
      guard let prematch, let demand else {
        others.append(decoder)
        return
      }
      same[Key(dialect: prematch.pattern.dialect, source: prematch.pattern.source), default: []].append(decoder)
      guard demand.isLiteral else { return }
      for alternative in demand.alternatives {
        if alternative.isAnchoredAtStart, let whole = alternative.whole?.lowercased, !whole.isEmpty {
          byStart[whole, default: []].append(decoder)
        } else if others.last != decoder, others.count < DecoderOrder.limit {
          others.append(decoder)
        }
      }
    }

    func candidates(for demand: LiteralDemand?, _ prematch: PatternText?) -> [Int] {
      var found = Set(others)
      if let prematch {
        found.formUnion(same[Key(dialect: prematch.pattern.dialect, source: prematch.pattern.source)] ?? [])
      }
      // All ways to match must be taken, so those of the first one tell.
      if let prefix = demand?.alternatives.first?.prefix.lowercased, !prefix.isEmpty, !byStart.isEmpty {
        for count in 1...prefix.count {
          found.formUnion(byStart[ByteString(Array(prefix.bytes[..<count]))] ?? [])
        }
      }
      return found.sorted()
    }
  }
}
