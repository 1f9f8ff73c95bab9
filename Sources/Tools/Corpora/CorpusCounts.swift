import Analysis
import Bytes
import Diagnostics

/// What a corpus has turned out to hold, besides its events: nothing that was passed over goes unsaid.
package struct CorpusCounts: Sendable, Equatable {
  /// A jump of the clock that is worth saying: more than daily files overlap by.
  package static let jump = 60

  /// Events that were handed out.
  package var events = 0
  /// Events that nobody asked for.
  package var filtered = 0
  /// Events of which it is not kept what the manager received, by kind.
  package var notReplayable: [String: Int] = [:]
  /// Lines that hold no event although their file holds events, by reason.
  package var unreadable: [String: Int] = [:]
  /// Events that had a rule in what the manager wrote down.
  package var withRule = 0
  /// Events of which the manager wrote down what came of them.
  package var recorded = 0
  /// The first and the last moment, in seconds since 1970.
  package var first: Int?
  package var last: Int?

  package init() {}

  /// Takes in those of another part of the corpus.
  package mutating func add(_ other: CorpusCounts) {
    events += other.events
    filtered += other.filtered
    notReplayable.merge(other.notReplayable, uniquingKeysWith: +)
    unreadable.merge(other.unreadable, uniquingKeysWith: +)
    withRule += other.withRule
    recorded += other.recorded
    first = [first, other.first].compactMap(\.self).min()
    last = [last, other.last].compactMap(\.self).max()
  }

  /// Whether lines were lost on the way.
  package var hasLost: Bool { !unreadable.isEmpty }
}
