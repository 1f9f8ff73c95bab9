import Bytes
import Memory
import Rulesets

/// The lists of remembered events that frequency rules search (docs/reference/rules.md §8.5, §10).
struct History: ~Copyable {
  struct Entry: ~Copyable {
    var all = PlaceList()
    /// Where its lists by value stand in `keyed`.
    let keyed: Span
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
  private var numbers: PlainBuffer<Int32>
  private var entries = PlainBuffer<Entry>(capacity: 8)
  private var keyed = PlainBuffer<KeyedLists>(capacity: 8)
  private let none = PlainBuffer<Int>(capacity: 0)

  /// - Parameter keys: per list, the values by which it is searched.
  init(memory: EventMemory, keys: [[HistoryDemand.Subject]]) {
    self.memory = memory
    self.keys = keys
    numbers = PlainBuffer(repeating: -1, count: keys.count)
  }

  /// Remembers an event in the memory and in the lists of its rule; a list that stands twice gets it twice.
  mutating func remember(_ event: EventState, number: Int, under rule: Int, in lists: PlainView<Int32>) {
    let place = memory.remember(event, number: number, under: rule)
    for list in lists {
      let entry = entry(of: Int(list))
      append(place, of: event, to: entry)
    }
  }

  /// The index of a list's entry, which it gets now if it has none yet.
  private mutating func entry(of list: Int) -> Int {
    if numbers[list] < 0 {
      let first = Int32(keyed.count)
      for subject in keys[list] { keyed.append(KeyedLists(subject: subject)) }
      numbers[list] = Int32(entries.count)
      entries.append(Entry(keyed: Span(start: first, end: Int32(keyed.count))))
    }
    return Int(numbers[list])
  }

  private mutating func append(_ place: Int, of event: EventState, to number: Int) {
    let oldest = memory.oldest
    entries[number].all.append(place, oldest: oldest)
    if event.time.seconds < entries[number].lastArrival { entries[number].isOrdered = false }
    entries[number].lastArrival = event.time.seconds
    for index in Int(entries[number].keyed.start)..<Int(entries[number].keyed.end) {
      guard let text = event.text(of: keyed[index].subject) else { continue }
      keyed[index].append(place, key: KeyedLists.key(event.arena.view(text)), oldest: oldest)
    }
  }

  /// The events of a list.
  func places(of list: Int) -> PlainView<Int> {
    numbers[list] < 0 ? none.view : entries[Int(numbers[list])].all.places.view
  }

  /// The events of a list whose value for a key is that of the current event; nil when the whole list has to be searched.
  ///
  /// Events whose value merely hashes alike are among them.
  func places(of list: Int, key: Int, like event: EventState) -> PlainView<Int>? {
    guard numbers[list] >= 0 else { return none.view }
    let number = Int(numbers[list])
    guard entries[number].isOrdered, event.time.seconds >= entries[number].lastArrival else { return nil }
    let lists = Int(entries[number].keyed.start) + key
    guard let text = event.text(of: keyed[lists].subject) else { return none.view }
    return keyed[lists].places(of: KeyedLists.key(event.arena.view(text))) ?? none.view
  }
}
