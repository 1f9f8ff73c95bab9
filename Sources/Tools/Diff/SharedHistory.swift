/// What a part of a corpus asks of the one memory in which a ruleset keeps the events of all agents, for its rules that
/// count.
///
/// The memory holds so many events, and each time it overflows it forgets all that are older than some seconds
/// (docs/reference/rules.md §10.5). In one session the events of all agents fill it, in a part only its own: so a rule that
/// counts may see fewer events there, or, after a part's own overflow, more.
///
/// That the lines of a corpus are in the order of time is taken for granted, as everywhere where it is counted in parts.
package struct SharedHistory: Sendable, Equatable {
  /// At least so many of the oldest events are forgotten at once, whatever their age.
  private static let leastEviction = 10

  /// How many events the memory holds.
  package var capacity = 0
  /// How many the part has put there.
  package var events = 0
  /// The most that it has put there in as many seconds as the memory keeps in any case.
  package var peak = 0
  /// The rules that have met events which an overflow would have forgotten, by their numbers.
  package var farRules: Set<Int> = []
  /// The rules that have met younger ones only: forgotten where the memory is filled within these seconds.
  package var nearRules: Set<Int> = []

  package init() {}

  /// Takes in that of another part.
  mutating func add(_ other: SharedHistory) {
    capacity = max(capacity, other.capacity)
    events = Self.sum(events, other.events)
    peak = Self.sum(peak, other.peak)
    farRules.formUnion(other.farRules)
    nearRules.formUnion(other.nearRules)
  }

  /// The rules that may count otherwise where both parts are in one session.
  func rulesInCommon(with other: SharedHistory) -> Set<Int> {
    guard events > 0, other.events > 0 else { return [] }
    var both = self
    both.add(other)
    guard both.events > both.capacity else { return [] }
    return both.peak > both.capacity - Self.leastEviction ? both.farRules.union(both.nearRules) : both.farRules
  }

  /// Parts may say anything.
  private static func sum(_ one: Int, _ other: Int) -> Int {
    let (sum, overflow) = one.addingReportingOverflow(other)
    return overflow ? Int.max : sum
  }
}
