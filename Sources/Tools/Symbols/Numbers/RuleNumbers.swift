import Bytes
import Diagnostics

/// Which numbers the rules of a ruleset have, and which are free.
package struct RuleNumbers: Sendable {
  /// The numbers in a file.
  package struct File: Sendable {
    /// The file.
    package var path: String
    /// Whether it belongs to what the ruleset is loaded on top of.
    package var isBase: Bool
    /// Number of rules that it defines.
    package var count: Int
    /// The numbers, joined where fewer than ``RuleNumbers/gap`` are free between them.
    package var ranges: [ClosedRange<Int>]
  }

  /// A number that several rules have, none of which overwrites another.
  package struct Conflict: Sendable {
    /// The number.
    package var id: Int
    /// Where the rules stand.
    package var places: [Place]
  }

  /// Where a rule stands.
  package struct Place: Sendable {
    /// The number's own bytes.
    package var location: SourceLocation
    /// Whether it belongs to what the ruleset is loaded on top of.
    package var isBase: Bool
  }

  /// Free numbers between two that do not part a range.
  package static let gap = 50
  /// Where new rules go, unless somebody says otherwise: what the engine's makers leave to authors.
  package static let usual = 100_000...120_000

  /// The files that define rules, own ones first, each by path.
  package let files: [File]
  /// Own rules whose number another rule has, too.
  package let conflicts: [Conflict]
  private let used: Set<Int>

  /// The numbers of an index.
  /// - Parameters:
  ///   - isBase: whether a file belongs to what the ruleset is loaded on top of.
  ///   - locate: the place of some bytes of a file.
  package init(
    _ index: SymbolIndex, isBase: (String) -> Bool, locate: (SymbolPlace) -> SourceLocation?
  ) {
    var files: [File] = []
    var conflicts: [Conflict] = []
    var used: Set<Int> = []
    for path in index.files {
      let numbers = (index.symbols(of: path)?.rules ?? []).compactMap { Int($0.symbol.name.description) }
      let own = (index.symbols(of: path)?.rules ?? []).filter { !$0.isOverwrite }
      used.formUnion(numbers)
      let defined = Set(own.compactMap { Int($0.symbol.name.description) })
      if !defined.isEmpty {
        files.append(
          File(path: path, isBase: isBase(path), count: own.count, ranges: Self.joined(defined.sorted())))
      }
    }
    for symbol in index.defined(.rule) {
      guard let id = Int(symbol.name.description) else { continue }
      let places = index.definitions(of: symbol).filter { $0.occurrence.role == .definition }
      guard places.count > 1, places.contains(where: { !isBase($0.file) }) else { continue }
      conflicts.append(
        Conflict(
          id: id,
          places: places.compactMap { place in
            locate(place).map { Place(location: $0, isBase: isBase(place.file)) }
          }))
    }
    self.files = files.sorted { ($0.isBase ? 1 : 0, $0.path) < ($1.isBase ? 1 : 0, $1.path) }
    self.conflicts = conflicts
    self.used = used
  }

  private static func joined(_ numbers: [Int]) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, number - last.upperBound <= gap {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges
  }

  /// The first numbers of some ranges that no rule has; fewer where there are not as many.
  package func free(_ count: Int, in ranges: [ClosedRange<Int>]) -> [Int] {
    var found: [Int] = []
    for number in ranges.lazy.joined() where !used.contains(number) {
      guard found.count < count else { break }
      found.append(number)
    }
    return found
  }

  /// How many numbers of some ranges no rule has.
  package func freeCount(in ranges: [ClosedRange<Int>]) -> Int {
    ranges.reduce(0) { $0 + $1.count } - used.count { id in ranges.contains { $0.contains(id) } }
  }
}
