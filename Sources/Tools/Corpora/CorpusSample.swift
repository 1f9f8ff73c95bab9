import Analysis
import Bytes

/// Events of a corpus that are not alike: of those that differ in nothing but numbers, the first.
package struct CorpusSample: Sendable {
  /// The events, in the order of the corpus.
  package private(set) var events: [Event] = []
  /// How many events there were.
  package private(set) var seen = 0

  private let limit: Int
  private var shapes: Set<ByteString> = []

  /// - Parameter limit: so many events are kept.
  package init(limit: Int) { self.limit = limit }

  /// Whether it takes no more.
  package var isFull: Bool { events.count >= limit }

  /// Keeps an event unless it is like one that is there.
  package mutating func add(_ record: CorpusRecord, of batch: CorpusBatch) {
    seen += 1
    guard !isFull, shapes.insert(Self.shape(of: record, batch)).inserted else { return }
    events.append(batch.event(of: record))
  }

  /// The log with a digit for each number, behind its place.
  private static func shape(of record: CorpusRecord, _ batch: CorpusBatch) -> ByteString {
    let event = record.message < 0 ? nil : batch.messages[Int(record.message)]
    var shape: [UInt8] = (event?.location ?? batch.bytes.copy(record.location)).bytes
    shape.append(0)
    for byte in (event?.log ?? batch.bytes.copy(record.log)).bytes {
      guard ASCII.isDigit(byte) else {
        shape.append(byte)
        continue
      }
      if shape.last != UInt8(ascii: "0") { shape.append(UInt8(ascii: "0")) }
    }
    return ByteString(shape)
  }
}
