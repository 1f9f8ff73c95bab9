import Bytes

/// What the events of a part of a corpus may have left for events of other agents.
package struct SharedState: Sendable, Equatable {
  /// First-time keys, as numbers made of them.
  package struct Keys: Sendable, Equatable {
    /// So many are told apart in a part, which is a file of kilobytes.
    static let most = 20_000

    /// One per key.
    package var marks: Set<UInt64>
    /// Whether there are too many, or some of `ids` decoders, of which each new one is compared with those before it: they
    /// are then taken to have some in common with any others.
    package var areUnknown: Bool

    package init(marks: Set<UInt64> = [], areUnknown: Bool = false) {
      self.marks = areUnknown || marks.count > Self.most ? [] : marks
      self.areUnknown = areUnknown || marks.count > Self.most
    }

    var isEmpty: Bool { marks.isEmpty && !areUnknown }

    mutating func add(_ other: Keys) {
      self = Keys(marks: marks.union(other.marks), areUnknown: areUnknown || other.areUnknown)
    }

    /// Whether some key may be in both.
    func mayMeet(_ other: Keys) -> Bool {
      if areUnknown { return !other.isEmpty }
      return other.areUnknown ? !isEmpty : !marks.isDisjoint(with: other.marks)
    }
  }

  /// The rules with a memory of their own that may have been touched.
  package var rules: Set<Int>
  /// The rules with `if_fts` that may have been asked.
  package var firstTimeRules: Set<Int>
  /// The keys that they have stored.
  package var keys: Keys
  /// The rules that took events which `<accumulate/>` completes from earlier ones, ``RuleMark/noRule`` among them.
  package var accumulatingRules: Set<Int> = []
  /// What it keeps their values under.
  package var accumulated = Keys()
  /// What the old ruleset's rules that count ask of the memory of all agents.
  package var oldHistory = SharedHistory()
  /// The same of the new one's.
  package var newHistory = SharedHistory()

  package init(rules: Set<Int> = [], firstTimeRules: Set<Int> = [], keys: Keys = Keys()) {
    (self.rules, self.firstTimeRules, self.keys) = (rules, firstTimeRules, keys)
  }

  /// Takes in that of another part, or of the other side.
  mutating func add(_ other: SharedState) {
    rules.formUnion(other.rules)
    firstTimeRules.formUnion(other.firstTimeRules)
    keys.add(other.keys)
    accumulatingRules.formUnion(other.accumulatingRules)
    accumulated.add(other.accumulated)
    oldHistory.add(other.oldHistory)
    newHistory.add(other.newHistory)
  }

  /// The rules that may take their events otherwise where both parts are in one session.
  func rulesInCommon(with other: SharedState) -> Set<Int> {
    var common = rules.intersection(other.rules)
    if keys.mayMeet(other.keys) { common.formUnion(firstTimeRules.union(other.firstTimeRules)) }
    if accumulated.mayMeet(other.accumulated) { common.formUnion(accumulatingRules.union(other.accumulatingRules)) }
    common.formUnion(oldHistory.rulesInCommon(with: other.oldHistory))
    common.formUnion(newHistory.rulesInCommon(with: other.newHistory))
    return common
  }
}
