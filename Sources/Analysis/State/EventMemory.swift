import Bytes
import Rulesets

/// An event that rules may count later (spec/rules.md §10.1), as plain values in the memory of an ``EventMemory``.
struct RememberedEvent: BitwiseCopyable {
  /// The number of the event in its session, from 1.
  let number: Int
  let arrival: Int
  let category: EventCategory
  /// The level of the strongest rule that counted it.
  var mark: Int

  fileprivate let bytes: UnsafePointer<UInt8>
  fileprivate let known: UnsafePointer<ByteRange>
  fileprivate let dynamic: UnsafePointer<EventState.DynamicField>
  /// Number of dynamic fields.
  let dynamicCount: Int
  fileprivate let fullLogRange: ByteRange
  fileprivate let logRange: ByteRange
  fileprivate let locationRange: ByteRange
  fileprivate let agentRange: ByteRange

  /// Copies an event; all its texts and fields go into one block of memory.
  fileprivate init(_ event: EventState, number: Int, blocks: inout BlockQueue) {
    let texts = event.arena.view(event.arena.range(from: 0))
    let fields = event.dynamic.buffer
    let values = event.knownValues
    let knownSize = values.count * MemoryLayout<ByteRange>.stride
    let dynamicSize = fields.count * MemoryLayout<EventState.DynamicField>.stride
    let block = blocks.take(byteCount: knownSize + dynamicSize + texts.count)
    let known = block.bindMemory(to: ByteRange.self, capacity: values.count)
    known.initialize(from: values.first, count: values.count)
    let dynamic = (block + knownSize).bindMemory(to: EventState.DynamicField.self, capacity: max(fields.count, 1))
    if let base = fields.baseAddress { dynamic.initialize(from: base, count: fields.count) }
    let bytes = (block + knownSize + dynamicSize).bindMemory(to: UInt8.self, capacity: max(texts.count, 1))
    bytes.initialize(from: texts.base, count: texts.count)
    (self.known, self.dynamic, self.bytes) = (UnsafePointer(known), UnsafePointer(dynamic), UnsafePointer(bytes))
    self.number = number
    arrival = event.time.seconds
    category = event.category
    mark = event.mark
    dynamicCount = fields.count
    fullLogRange = event.fullLog
    logRange = event.log
    locationRange = event.location
    agentRange = event.agentID
  }

  /// The log as received.
  var fullLog: ByteString { ByteString(view(fullLogRange)) }

  /// The log behind its header; valid until the event is forgotten.
  var log: ByteView { view(logRange) }

  /// Whether this event came from the same agent.
  func isFromAgent(of event: EventState) -> Bool { view(agentRange) == event.arena.view(event.agentID) }

  /// How a text of this event compares with the current one's; nil when one of them is not set.
  func equals(_ subject: HistorySubject, of event: EventState) -> Bool? {
    guard let mine = text(of: subject), let theirs = event.text(of: subject) else { return nil }
    return mine == event.arena.view(theirs)
  }

  private func text(of subject: HistorySubject) -> ByteView? {
    switch subject {
    case .field(let field):
      let range = known[Int(field.rawValue)]
      return range.count < 0 ? nil : view(range)
    case .location: return view(locationRange)
    case .dynamic(let name):
      return name.withView { name in
        for index in 0..<dynamicCount where view(dynamic[index].name).equalsFoldingCase(name) {
          return view(dynamic[index].value)
        }
        return nil
      }
    }
  }

  private func view(_ range: ByteRange) -> ByteView {
    ByteView(base: bytes + Int(range.offset), count: Int(range.count))
  }
}

extension EventState {
  /// What a `same_…` or `different_…` compares; nil when it is not set.
  func text(of subject: HistorySubject) -> ByteRange? {
    switch subject {
    case .field(let field): self[field]
    case .location: location
    case .dynamic(let name): name.withView { dynamicValue(named: $0) }
    }
  }
}

/// The events that a session remembers, oldest first, and no more than its capacity (spec/rules.md §10.5).
///
/// Events are named by their place in the sequence of all that were ever remembered; a place below ``oldest`` is
/// forgotten. Owns the memory of all events.
final class EventMemory {
  /// At least this many of the oldest go when the memory is full.
  private static let leastEviction = 10

  private let capacity: Int
  /// The largest stored frequency of any rule, which the reference takes for seconds when it evicts.
  private let keptSeconds: Int
  @exclusivity(unchecked) private var events = PlainBuffer<RememberedEvent>(capacity: 16)
  @exclusivity(unchecked) private var blocks = BlockQueue()
  /// The place of the first of `events`.
  @exclusivity(unchecked) private var base = 0
  /// The place of the oldest event that is remembered.
  @exclusivity(unchecked) private(set) var oldest = 0

  init(capacity: Int, keptSeconds: Int) {
    self.capacity = max(capacity, 2048)
    self.keptSeconds = keptSeconds
  }

  deinit {
    blocks.deallocate()
    events.deallocate()
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

  /// Leaves a rule's mark on an event.
  func mark(_ place: Int, level: Int) { events[place - base].mark = level }

  /// Remembers an event, and forgets the oldest ones when there are too many. Gives the event's place.
  func remember(_ event: EventState, number: Int) -> Int {
    let place = end
    events.append(RememberedEvent(event, number: number, blocks: &blocks))
    guard end - oldest > capacity else { return place }
    let arrival = event.time.seconds
    var dropped = 0
    while oldest < place, dropped < Self.leastEviction || arrival - self[oldest].arrival > keptSeconds {
      blocks.giveBackOldest()
      oldest += 1
      dropped += 1
    }
    if oldest - base > 4096 {
      events.removeFirst(oldest - base)
      base = oldest
    }
    return place
  }
}
