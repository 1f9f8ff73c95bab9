import Analysis
import Bytes

/// Which events of a corpus are wanted.
package struct CorpusFilter: Sendable {
  /// Not before this moment.
  package var since: EventTime?
  /// Not at or behind this moment.
  package var until: EventTime?
  /// Of these agents alone, by number or name; all where there are none.
  package var agents: Set<ByteString> = []
  /// One agent of so many, all of its events: what counts per agent stays exact.
  package var sample = 1
  /// Where plain logs come from.
  package var location: ByteString = "stdin"
  /// When plain logs come: the first one.
  package var start = EventTime.standard
  /// Milliseconds from one plain log to the next.
  package var step = 0

  package init() {}
}
