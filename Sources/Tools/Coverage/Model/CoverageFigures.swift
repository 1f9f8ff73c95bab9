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

  private var decoders = CoverageCount()
  private var rules = CoverageCount()
  private var misses = CoverageCount()
  private var conditions = CoverageCount()
  private var alternatives = CoverageCount()

  /// No definitions.
  package init() {}

  /// The count of a kind.
  public subscript(kind: Kind) -> CoverageCount {
    switch kind {
    case .decoders: decoders
    case .rules: rules
    case .misses: misses
    case .conditions: conditions
    case .alternatives: alternatives
    }
  }

  /// Decoders and rules that fired: the figure that stands for all.
  public var definitions: CoverageCount { self[.decoders] + self[.rules] }

  mutating func add(_ rule: CoveredRule) {
    rules.add(!rule.matched.isEmpty)
    if rule.canMiss { misses.add(rule.hasFailed) }
    for condition in rule.conditions { add(condition) }
  }

  mutating func add(_ decoder: CoveredDecoder) {
    decoders.add(decoder.standing >= .matched)
    for test in decoder.tests { add(test) }
  }

  private mutating func add(_ condition: CoveredCondition) {
    conditions.add(condition.standing == .both)
    for alternative in condition.alternatives { alternatives.add(!alternative.cases.isEmpty) }
  }
}

extension CoveredRule {
  /// Whether there is a way to try it without matching: it has a condition.
  package var canMiss: Bool { !conditions.isEmpty }
}

extension CoverageMap {
  /// Whether the base counts too: there is nothing else.
  package var coversBase: Bool { rules.allSatisfy(\.isBase) && decoders.allSatisfy(\.isBase) }

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
    let all = countsBase || coversBase
    var figures = CoverageFigures()
    for decoder in decoders where all || !decoder.isBase { figures.add(decoder) }
    for rule in rules where all || !rule.isBase { figures.add(rule) }
    return figures
  }

  /// The figures per file that counts, in load order; files without definitions in force are left out.
  package var figuresByFile: [(file: CoveredFile, figures: CoverageFigures)] {
    let all = countsBase || coversBase
    var byPath: [String: CoverageFigures] = [:]
    // Definitions of one file follow each other.
    var current = (path: "", figures: CoverageFigures())
    func turn(to path: String) {
      guard path != current.path else { return }
      byPath[current.path] = current.figures
      current = (path, byPath[path] ?? CoverageFigures())
    }
    for decoder in decoders where all || !decoder.isBase {
      turn(to: decoder.location.file)
      current.figures.add(decoder)
    }
    for rule in rules where all || !rule.isBase {
      turn(to: rule.location.file)
      current.figures.add(rule)
    }
    byPath[current.path] = current.figures
    return files.compactMap { file in byPath[file.path].map { (file, $0) } }
  }
}
