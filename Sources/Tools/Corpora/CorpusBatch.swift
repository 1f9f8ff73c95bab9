import Analysis
import Bytes
import Memory

/// Some events of a corpus, one behind the other. Whoever reads fills it, whoever asks looks at it; then it is used again, so
/// that memory does not grow with the corpus.
package final class CorpusBatch {
  /// As many events are read at once.
  package static let size = 512

  /// The texts of the records.
  package let bytes = ByteArena(capacity: 1 << 18)
  /// The events, in their order.
  package internal(set) var records: [CorpusRecord] = []
  /// The events that are no plain logs.
  package internal(set) var messages: [Event] = []

  package init() { records.reserveCapacity(Self.size) }

  func removeAll() {
    bytes.removeAll()
    records.removeAll(keepingCapacity: true)
    if !messages.isEmpty { messages.removeAll(keepingCapacity: true) }
  }

  /// Runs one of its events in a session.
  @inline(__always)
  package func run(_ record: CorpusRecord, in session: Session) {
    guard record.message < 0 else {
      _ = session.process(messages[Int(record.message)])
      return
    }
    _ = session.process(bytes.view(record.log), location: bytes.view(record.location), time: record.time)
  }

  /// The event of a record, for whoever keeps it.
  package func event(of record: CorpusRecord) -> Event {
    guard record.message < 0 else { return messages[Int(record.message)] }
    return Event(bytes.copy(record.log), location: bytes.copy(record.location), time: record.time)
  }
}
