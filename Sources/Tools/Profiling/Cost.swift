/// What trying something has cost.
public struct Cost: Sendable, Equatable {
  /// How often it was tried.
  public var tries = 0
  /// How often that succeeded: the decoder was taken, the rule or the pattern matched.
  public var successes = 0
  /// Nanoseconds that it took altogether.
  public var nanoseconds = 0
  /// Nanoseconds of those tries that did not succeed.
  public var wasted = 0

  /// Nothing yet.
  public init() {}

  /// Whether it was tried, and always in vain.
  public var neverSucceeded: Bool { tries > 0 && successes == 0 }

  mutating func add(_ elapsed: Int, succeeded: Bool) {
    tries += 1
    nanoseconds += elapsed
    if succeeded { successes += 1 } else { wasted += elapsed }
  }

  static func += (sum: inout Cost, other: Cost) {
    sum.tries += other.tries
    sum.successes += other.successes
    sum.nanoseconds += other.nanoseconds
    sum.wasted += other.wasted
  }
}

/// Something that has a cost.
public protocol Costed {
  /// What it has cost.
  var cost: Cost { get }
}

/// What is worst.
public enum CostOrder: String, Sendable, CaseIterable {
  /// What took most time.
  case time
  /// What was tried most often.
  case tries
  /// What took most time in vain.
  case wasted
}

extension Array where Element: Costed {
  /// The worst first; among equals the one that stands first in the ruleset.
  public func sorted(by order: CostOrder) -> [Element] {
    func key(_ cost: Cost) -> (Int, Int) {
      switch order {
      case .time: (cost.nanoseconds, cost.tries)
      case .tries: (cost.tries, cost.nanoseconds)
      case .wasted: (cost.wasted, cost.tries)
      }
    }
    return enumerated().sorted { left, right in
      let (leftKey, rightKey) = (key(left.element.cost), key(right.element.cost))
      return leftKey == rightKey ? left.offset < right.offset : leftKey > rightKey
    }.map(\.element)
  }

  /// The sum of all.
  public var total: Cost { reduce(into: Cost()) { $0 += $1.cost } }
}
