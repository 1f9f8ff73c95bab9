import Bytes
import Rulesets

/// The lists of remembered events that frequency rules search (spec/rules.md §8.5, §10).
struct History {
  /// Places of events in the memory, oldest first.
  struct List {
    private(set) var places = PlainBuffer<Int>(capacity: 8)

    mutating func append(_ place: Int, oldest: Int) {
      if places.count >= 64, places[places.count / 2] < oldest {
        var start = places.count / 2
        while start < places.count, places[start] < oldest { start += 1 }
        places.removeFirst(start)
      }
      places.append(place)
    }

    func deallocate() { places.deallocate() }
  }

  /// The events of a list that share a value, for searches that ask for `same_…`: the others would be passed over one
  /// by one.
  struct Keyed {
    let subject: HistoryDemand.Subject
    var lists: [UInt64: List] = [:]
    /// When there are more values than this, those that are forgotten are looked for.
    var limit = 4096
  }

  private struct Entry {
    var all = List()
    var keyed: [Keyed]
    var lastArrival = Int.min
    /// Whether no event was older than the one before it. Only then may a search leave events out: a single one that is
    /// too old ends it.
    var isOrdered = true
  }

  let memory: EventMemory
  /// Per list, the values by which it is searched.
  private let keys: [[HistoryDemand.Subject]]
  // PERF: a ruleset has hundreds of lists, and most sessions, one per case, put an event or two into a few of them.
  /// Per list, its index in `entries`; −1 for a list that has had no event yet.
  private let numbers: PlainBuffer<Int32>
  private var entries: [Entry] = []

  /// - Parameter keys: per list, the values by which it is searched.
  init(memory: EventMemory, keys: [[HistoryDemand.Subject]]) {
    self.memory = memory
    self.keys = keys
    numbers = PlainBuffer(repeating: -1, count: keys.count)
  }

  /// Gives the memory of all lists back.
  func deallocate() {
    numbers.deallocate()
    for entry in entries {
      entry.all.deallocate()
      for keyed in entry.keyed { for list in keyed.lists.values { list.deallocate() } }
    }
  }

  /// Remembers an event in the memory and in the lists of its rule; a list that stands twice gets it twice.
  mutating func remember(_ event: EventState, number: Int, under rule: Int, in lists: UnsafeBufferPointer<Int32>) {
    let place = memory.remember(event, number: number, under: rule)
    for list in lists { append(place, of: event, to: entry(of: Int(list))) }
  }

  /// The index of a list's entry, which it gets now if it has none yet.
  private mutating func entry(of list: Int) -> Int {
    if numbers[list] < 0 {
      numbers[list] = Int32(entries.count)
      entries.append(Entry(keyed: keys[list].map { Keyed(subject: $0) }))
    }
    return Int(numbers[list])
  }

  private mutating func append(_ place: Int, of event: EventState, to entry: Int) {
    let oldest = memory.oldest
    entries[entry].all.append(place, oldest: oldest)
    if event.time.seconds < entries[entry].lastArrival { entries[entry].isOrdered = false }
    entries[entry].lastArrival = event.time.seconds
    for index in entries[entry].keyed.indices {
      guard let text = event.text(of: entries[entry].keyed[index].subject) else { continue }
      let key = Self.key(event.arena.view(text))
      entries[entry].keyed[index].lists[key, default: List()].append(place, oldest: oldest)
      if entries[entry].keyed[index].lists.count > entries[entry].keyed[index].limit {
        forget(entry, index, oldest: oldest)
      }
    }
  }

  /// Drops the values that no remembered event has any more.
  private mutating func forget(_ entry: Int, _ index: Int, oldest: Int) {
    entries[entry].keyed[index].lists = entries[entry].keyed[index].lists.filter { _, values in
      let isAlive = values.places.count > 0 && values.places[values.places.count - 1] >= oldest
      if !isAlive { values.deallocate() }
      return isAlive
    }
    entries[entry].keyed[index].limit = max(4096, entries[entry].keyed[index].lists.count * 2)
  }

  /// The events of a list.
  func places(of list: Int) -> PlainBuffer<Int> {
    numbers[list] < 0 ? Self.none : entries[Int(numbers[list])].all.places
  }

  /// The events of a list whose value for a key is that of the current event; nil when the whole list has to be searched.
  ///
  /// Events whose value merely hashes alike are among them.
  func places(of list: Int, key: Int, like event: EventState) -> PlainBuffer<Int>? {
    guard numbers[list] >= 0 else { return Self.none }
    let entry = Int(numbers[list])
    guard entries[entry].isOrdered, event.time.seconds >= entries[entry].lastArrival else { return nil }
    guard let text = event.text(of: entries[entry].keyed[key].subject) else { return Self.none }
    return entries[entry].keyed[key].lists[Self.key(event.arena.view(text))]?.places ?? Self.none
  }

  private static let none = PlainBuffer<Int>(capacity: 0)

  private static func key(_ text: ByteView) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.buffer { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}
