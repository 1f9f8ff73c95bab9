import Bytes
import Calendar
import Memory

/// Captures that no order has taken yet, as places in the event's arena; they outlive their event
/// (docs/reference/regex.md §8).
struct Captures: ~Copyable {
  private var ranges = PlainBuffer<ByteRange>(capacity: 32)

  /// How many there are.
  var count: Int { ranges.count }

  /// All of them, first to last.
  var all: PlainView<ByteRange> { ranges.view }

  subscript(index: Int) -> ByteRange {
    @inline(__always) get { ranges[index] }
  }

  @inline(__always)
  mutating func append(_ range: ByteRange) { ranges.append(range) }

  @inline(__always)
  mutating func removeAll() { ranges.removeAll() }

  /// Begins a new event; what is left of the last one is carried over to its arena.
  @inline(__always)
  mutating func begin(_ event: EventState, at time: EventTime) {
    if count == 0 { event.reset(time: time) } else { carryOver(event, at: time) }
  }

  private mutating func carryOver(_ event: EventState, at time: EventTime) {
    let leftovers = ranges.view.map(event.arena.copy)
    event.reset(time: time)
    ranges.removeAll()
    for capture in leftovers { ranges.append(event.arena.append(capture)) }
  }
}
