import Bytes
import Memory
import Rulesets

/// The events that a session remembers, oldest first, and no more than its capacity (docs/reference/rules.md §10.5).
///
/// Events are named by their place in the sequence of all that were ever remembered; a place below ``oldest`` is
/// forgotten. Owns the memory of all events.
final class EventMemory {
  /// At least this many of the oldest go when the memory is full.
  private static let leastEviction = 10

  let capacity: Int
  /// The largest stored frequency of any rule, which the reference takes for seconds when it evicts.
  let keptSeconds: Int
  private let demand: HistoryDemand
  @exclusivity(unchecked) private var events = PlainBuffer<RememberedEvent>(capacity: 16)
  @exclusivity(unchecked) private var blocks = BlockQueue()
  /// The values of the event that is being remembered.
  @exclusivity(unchecked) private var values = PlainBuffer<RememberedEvent.Value>(capacity: 16)
  /// The place of the first of `events`.
  @exclusivity(unchecked) private var base = 0
  /// The place of the first event whose texts have not been given back.
  @exclusivity(unchecked) private var released = 0
  /// The place of the oldest event that is remembered.
  @exclusivity(unchecked) private(set) var oldest = 0

  /// When the newest of the events came that are forgotten.
  @exclusivity(unchecked) private(set) var lastForgotten = Int.min

  init(capacity: Int, keptSeconds: Int, demand: HistoryDemand) {
    self.capacity = max(capacity, 2048)
    self.keptSeconds = keptSeconds
    self.demand = demand
  }

  /// The place behind the newest event.
  var end: Int { base + events.count }

  /// The event at a place that is not forgotten.
  subscript(place: Int) -> RememberedEvent {
    @inline(__always) get {
      assert(place >= oldest)
      return events[place - base]
    }
  }

  /// The log, as received, of an event that was remembered when the newest one came; valid until the next one does.
  func fullLog(at place: Int) -> ByteView {
    assert(place >= released)
    return events[place - base].fullLog
  }

  /// Leaves a rule's mark on an event.
  func mark(_ place: Int, level: Int) { events[place - base].mark = Int32(clamping: level) }

  /// Remembers an event that a rule resulted in, and forgets the oldest ones when there are too many. Gives the event's
  /// place.
  func remember(_ event: EventState, number: Int, under rule: Int) -> Int {
    release()
    let place = end
    if let subjects = demand.subjectsKept(under: rule) {
      values.removeAll()
      for subject in subjects {
        guard let range = event.text(of: demand[Int(subject)]) else { continue }
        values.append(.init(subject: subject, range: range))
      }
      events.append(RememberedEvent(event, number: number, values: values.view, blocks: &blocks))
    } else {
      events.append(RememberedEvent(event, number: number))
    }
    if end - oldest > capacity { evict(now: event.time.seconds) }
    return place
  }

  private func evict(now: Int) {
    let newest = end - 1
    var dropped = 0
    while oldest < newest, dropped < Self.leastEviction || now - self[oldest].arrival > keptSeconds {
      lastForgotten = max(lastForgotten, self[oldest].arrival)
      oldest += 1
      dropped += 1
    }
  }

  /// Gives back what forgotten events held: not at once, because the event that drove them out may repeat their logs.
  private func release() {
    guard released < oldest else { return }
    while released < oldest {
      if events[released - base].hasBlock { blocks.giveBackOldest() }
      released += 1
    }
    if released - base > 4096 {
      events.removeFirst(released - base)
      base = released
    }
  }
}
