/// Cases by their number in ``CoverageMap/cases``, ascending.
///
/// A set of a large suite has thousands of them, and there are as many sets as conditions: half the memory of an array
/// of `Int` counts.
public struct CaseSet: Sendable, Equatable, RandomAccessCollection, ExpressibleByArrayLiteral {
  private var numbers: [Int32]

  /// The cases of a list, ascending.
  public init(arrayLiteral numbers: Int...) { self.numbers = numbers.map(Int32.init) }

  /// Index of the first case.
  public var startIndex: Int { 0 }
  /// Index behind the last case.
  public var endIndex: Int { numbers.count }
  /// The number of a case.
  public subscript(index: Int) -> Int { Int(numbers[index]) }

  /// Whether a case is among them.
  package func contains(_ number: Int) -> Bool {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(numbers[middle]) < number { low = middle + 1 } else { high = middle }
    }
    return low < numbers.count && Int(numbers[low]) == number
  }

  /// Adds a case behind all others.
  mutating func append(_ number: Int) { numbers.append(Int32(truncatingIfNeeded: number)) }

  /// The cases of several sets, each once.
  public static func union(_ sets: some Collection<CaseSet>) -> CaseSet {
    var merged: CaseSet = []
    for set in sets where !set.isEmpty { merged = merged.isEmpty ? set : merge(merged, set) }
    return merged
  }

  private static func merge(_ left: CaseSet, _ right: CaseSet) -> CaseSet {
    var result: [Int32] = []
    result.reserveCapacity(left.count + right.count)
    var (i, j) = (0, 0)
    while i < left.numbers.count, j < right.numbers.count {
      let (a, b) = (left.numbers[i], right.numbers[j])
      result.append(a < b ? a : b)
      if a <= b { i += 1 }
      if b <= a { j += 1 }
    }
    result += left.numbers[i...]
    result += right.numbers[j...]
    return CaseSet(numbers: result)
  }

  private init(numbers: [Int32]) { self.numbers = numbers }
}
