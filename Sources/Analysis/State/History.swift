import Bytes
import Rulesets

/// An event that rules may count later (spec/rules.md §10.1).
final class RememberedEvent {
  /// The number of the event in its session, from 1.
  let number: Int
  let arrival: Int
  let category: EventCategory
  /// The level of the strongest rule that counted it.
  var mark: Int
  /// Whether the memory has dropped it.
  fileprivate(set) var isForgotten = false

  private let bytes: ByteString
  private let fullLogRange: ByteRange
  private let logRange: ByteRange
  private let locationRange: ByteRange
  private let agentRange: ByteRange
  private let known: [ByteRange?]
  private let dynamic: [EventState.DynamicField]

  init(_ event: EventState, number: Int) {
    self.number = number
    arrival = event.time.seconds
    category = event.category
    mark = event.mark
    bytes = event.arena.copy(event.arena.range(from: 0))
    fullLogRange = event.fullLog
    logRange = event.log
    locationRange = event.location
    agentRange = event.agentID
    known = event.knownFields
    dynamic = Array(event.dynamic.buffer)
  }

  /// The log as received.
  var fullLog: ByteString { copy(fullLogRange) }

  /// Calls `body` with the log behind its header.
  func withLog<Result>(_ body: (ByteView) -> Result) -> Result { bytes.withView { body(slice($0, logRange)) } }

  /// Whether this event came from the same agent.
  func isFromAgent(of event: EventState) -> Bool {
    bytes.withView { slice($0, agentRange) == event.arena.view(event.agentID) }
  }

  /// Whether there is any dynamic field.
  var hasDynamicFields: Bool { !dynamic.isEmpty }

  /// How a text of this event compares with the current one's; nil when one of them is not set.
  func equals(_ subject: HistorySubject, of event: EventState) -> Bool? {
    let mine: ByteRange?
    let theirs: ByteRange?
    switch subject {
    case .field(let field): (mine, theirs) = (known[Int(field.rawValue)], event[field])
    case .location: (mine, theirs) = (locationRange, event.location)
    case .dynamic(let name):
      (mine, theirs) = name.withView { (dynamicValue(named: $0), event.dynamicValue(named: $0)) }
    }
    guard let mine, let theirs else { return nil }
    return bytes.withView { slice($0, mine) == event.arena.view(theirs) }
  }

  private func dynamicValue(named name: ByteView) -> ByteRange? {
    bytes.withView { view in dynamic.first { slice(view, $0.name).equalsFoldingCase(name) }?.value }
  }

  private func copy(_ range: ByteRange) -> ByteString { bytes.withView { ByteString(slice($0, range)) } }

  private func slice(_ view: ByteView, _ range: ByteRange) -> ByteView {
    view[Int(range.offset)..<Int(range.offset) + Int(range.count)]
  }
}

/// All remembered events, and the lists of them that frequency rules search (spec/rules.md §8.5, §10.5).
struct History {
  /// A list of events, oldest first, whose forgotten front is dropped now and then.
  private struct Queue {
    private(set) var events: [RememberedEvent] = []
    private var start = 0

    var count: Int { events.count - start }
    var oldest: RememberedEvent? { start < events.count ? events[start] : nil }
    var newest: RememberedEvent? { events.last }

    mutating func append(_ event: RememberedEvent) {
      while start < events.count, events[start].isForgotten { start += 1 }
      compact()
      events.append(event)
    }

    mutating func removeOldest() {
      start += 1
      compact()
    }

    private mutating func compact() {
      guard start > 64, start * 2 > events.count else { return }
      events.removeFirst(start)
      start = 0
    }
  }

  /// At least this many of the oldest go when the memory is full.
  private static let leastEviction = 10

  private let capacity: Int
  /// The largest stored frequency of any rule, which the reference takes for seconds when it evicts.
  private let keptSeconds: Int
  private var memory = Queue()
  private var lists: [Queue]

  init(listCount: Int, capacity: Int, keptSeconds: Int) {
    self.capacity = max(capacity, 2048)
    self.keptSeconds = keptSeconds
    lists = Array(repeating: Queue(), count: listCount)
  }

  /// Remembers an event in the given lists and in the memory.
  mutating func remember(_ event: RememberedEvent, in listsOfRule: [Int]) {
    for list in listsOfRule { lists[list].append(event) }
    memory.append(event)
    guard memory.count > capacity else { return }
    var dropped = 0
    while let oldest = memory.oldest, memory.count > 1,
      dropped < Self.leastEviction || event.arrival - oldest.arrival > keptSeconds
    {
      oldest.isForgotten = true
      memory.removeOldest()
      dropped += 1
    }
  }

  /// The events of a list, newest first, as far as they are remembered.
  func events(ofList list: Int) -> some Sequence<RememberedEvent> {
    lists[list].events.reversed().lazy.prefix { !$0.isForgotten }
  }

  /// All remembered events, newest first.
  var all: some Sequence<RememberedEvent> {
    memory.events.reversed().lazy.prefix { !$0.isForgotten }
  }
}
