import Analysis
import Bytes
import Diagnostics
import Memory
import Rulesets

/// Numbers for everything that can happen to the definitions of a ruleset: what workers count by.
///
/// A rule with *n* conditions has *n* + 2 slots: "failed on condition 0 … *n* − 1", "matched" and "was the result". A
/// decoder has one per ``/Analysis/DecoderMoment`` and one for "named the event".
public final class CoverageLayout: Sendable {
  /// The ruleset.
  public let ruleset: CompiledRuleset
  /// How a path of the ruleset is shown.
  private let pathOf: @Sendable (String) -> String
  /// Number of slots.
  let count: Int
  /// Per rule: its first slot, and how many conditions it has.
  let rules: PlainBuffer<(first: Int32, conditions: Int32)>
  /// Per decoder: its first slot.
  let firstOfDecoder: PlainBuffer<Int32>
  /// Decoders whose regex or plugin can run.
  private let bodies: Set<Int>

  /// Slots of a decoder: its moments, and "named the event".
  static let slotsOfDecoder = DecoderMoment.allCases.count + 1
  static let namedSlot = DecoderMoment.allCases.count

  /// The numbers for a ruleset.
  /// - Parameters:
  ///   - ruleset: the ruleset.
  ///   - path: turns a path of the ruleset into one that is shown, and that tells files of different rulesets apart.
  public init(_ ruleset: CompiledRuleset, path: @escaping @Sendable (String) -> String = { $0 }) {
    self.ruleset = ruleset
    pathOf = path
    var next: Int32 = 0
    var firstOfDecoder = PlainBuffer<Int32>(capacity: ruleset.loaded.decoders.definitions.count)
    for _ in ruleset.loaded.decoders.definitions {
      firstOfDecoder.append(next)
      next += Int32(Self.slotsOfDecoder)
    }
    var rules = PlainBuffer<(first: Int32, conditions: Int32)>(capacity: ruleset.loaded.rules.rules.count)
    for rule in ruleset.loaded.rules.rules.indices {
      let conditions = Int32(ruleset.conditionCount(ofRule: rule))
      rules.append((next, conditions))
      next += conditions + 2
    }
    self.firstOfDecoder = firstOfDecoder
    self.rules = rules
    count = Int(next)
    var bodies: Set<Int> = []
    for root in ruleset.loaded.decoders.programRoots + ruleset.loaded.decoders.plainRoots {
      if root.children.isEmpty { bodies.insert(root.definition) }
      for child in root.children { bodies.insert(child.definition) }
    }
    self.bodies = bodies
  }

  /// A path as it is shown; what is built in stays as it is.
  func shownPath(_ path: String) -> String { path.hasPrefix("<") ? path : pathOf(path) }

  /// A place as it is shown.
  func shown(_ location: SourceLocation) -> SourceLocation {
    var location = location
    location.file = shownPath(location.file)
    return location
  }

  /// Per rule: the numbers of the rules that it is tried behind, each once.
  func parents() -> [Int: [Int]] {
    let forest = ruleset.loaded.rules
    var parents: [Int: [Int]] = [:]
    var seen: Set<Int> = []
    for node in forest.nodes {
      for child in node.children {
        let rule = forest.nodes[child].rule
        guard seen.insert(rule * forest.rules.count + node.rule).inserted else { continue }
        parents[rule, default: []].append(forest.rules[node.rule].id)
      }
    }
    return parents
  }

  /// Whether a decoder's regex or plugin can run: not that of a root with children.
  func runsBody(ofDecoder index: Int) -> Bool { bodies.contains(index) }
}

/// What one case reached, as numbers of its ruleset's ``CoverageLayout``.
public struct CaseFootprint: Sendable {
  let layout: CoverageLayout
  /// Each slot once.
  var slots: [Int32] = []
  /// Each alternative once: the slot of the test, and the alternative's number.
  var alternatives: [(slot: Int32, index: Int32)] = []
}
