import Rulesets

/// How many there are, and how many of them are covered.
public struct CoverageCount: Sendable, Equatable {
  /// All.
  public var total = 0
  /// Those that are covered.
  public var covered = 0

  /// Counts one.
  mutating func add(_ isCovered: Bool) {
    total += 1
    if isCovered { covered += 1 }
  }

  /// Tenths of a percent, rounded down: 1000 means all. Nil when there is nothing to cover.
  public var permille: Int? { total == 0 ? nil : covered * 1000 / total }

  /// The two together.
  public static func + (left: CoverageCount, right: CoverageCount) -> CoverageCount {
    CoverageCount(total: left.total + right.total, covered: left.covered + right.covered)
  }
}

/// The figures of a file, or of all files.
public struct CoverageFigures: Sendable, Equatable {
  /// What is counted, by the name that `--fail-under` knows it by.
  public enum Kind: String, Sendable, CaseIterable {
    /// Decoders that fired.
    case decoders
    /// Rules that fired.
    case rules
    /// Rules with conditions that were tried in a case and did not match.
    case misses
    /// Conditions and tests that held and failed.
    case conditions
    /// Alternatives that a match was due to.
    case alternatives
  }

  /// The counts by kind.
  public private(set) var counts: [Kind: CoverageCount] = [:]

  /// No definitions.
  public init() {}

  /// The count of a kind.
  public subscript(kind: Kind) -> CoverageCount { counts[kind] ?? CoverageCount() }

  /// Decoders and rules that fired: the figure that stands for all.
  public var definitions: CoverageCount { self[.decoders] + self[.rules] }

  mutating func add(_ rule: CoveredRule) {
    counts[.rules, default: .init()].add(rule.standing >= .matched)
    if rule.canMiss { counts[.misses, default: .init()].add(rule.hasFailed) }
    for condition in rule.conditions { add(condition) }
  }

  mutating func add(_ decoder: CoveredDecoder) {
    counts[.decoders, default: .init()].add(decoder.standing >= .matched)
    for test in decoder.tests { add(test) }
  }

  private mutating func add(_ condition: CoveredCondition) {
    counts[.conditions, default: .init()].add(condition.standing == .both)
    for alternative in condition.alternatives {
      counts[.alternatives, default: .init()].add(!alternative.cases.isEmpty)
    }
  }
}

extension CoveredRule {
  /// Whether there is a way to try it without matching: it has a condition.
  public var canMiss: Bool { !conditions.isEmpty }
}

extension CoverageMap {
  /// Whether the base counts too: there is nothing else.
  public var coversBase: Bool { rules.allSatisfy(\.isBase) && decoders.allSatisfy(\.isBase) }

  /// What is counted: the ruleset's own definitions, or, with ``countsBase`` or nothing but a base, all.
  public var counted: CoverageMap {
    guard !countsBase, !coversBase else { return self }
    var map = self
    map.rules.removeAll(where: \.isBase)
    map.decoders.removeAll(where: \.isBase)
    map.files.removeAll(where: \.isBase)
    return map
  }

  /// The figures of all definitions that count.
  public var figures: CoverageFigures {
    let counted = counted
    var figures = CoverageFigures()
    for decoder in counted.decoders { figures.add(decoder) }
    for rule in counted.rules { figures.add(rule) }
    return figures
  }

  /// The figures per file that counts, in load order; files without definitions in force are left out.
  public var figuresByFile: [(file: CoveredFile, figures: CoverageFigures)] {
    let counted = counted
    var byPath: [String: CoverageFigures] = [:]
    for decoder in counted.decoders { byPath[decoder.location.file, default: .init()].add(decoder) }
    for rule in counted.rules { byPath[rule.location.file, default: .init()].add(rule) }
    return counted.files.compactMap { file in byPath[file.path].map { (file, $0) } }
  }
}
