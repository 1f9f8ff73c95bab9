import Bytes
import Memory

/// Places of remembered events, oldest first.
struct PlaceList: ~Copyable {
  private(set) var places = PlainBuffer<Int>(capacity: 8)

  mutating func append(_ place: Int, oldest: Int) {
    if places.count >= 64, places[places.count / 2] < oldest {
      var start = places.count / 2
      while start < places.count, places[start] < oldest { start += 1 }
      places.removeFirst(start)
    }
    places.append(place)
  }

  /// Whether it names an event that is remembered.
  func isAlive(oldest: Int) -> Bool { places.count > 0 && places[places.count - 1] >= oldest }
}

/// The events of a history list by one of their values, for searches that ask for `same_…`: the others would be passed
/// over one by one.
///
/// PERF: a table of its own, where a dictionary would hash the hash again and count references at every step.
struct KeyedLists: ~Copyable {
  let subject: HistoryDemand.Subject
  /// Open addressing over the lists: index + 1, 0 is free. A power of two.
  private var slots = PlainBuffer<Int32>(repeating: 0, count: 16)
  private var keys = PlainBuffer<UInt64>(capacity: 8)
  private var lists = PlainBuffer<PlaceList>(capacity: 8)
  /// When there are more values than this, those that are forgotten are looked for.
  private var limit = leastLimit

  private static let leastLimit = 4096

  init(subject: HistoryDemand.Subject) { self.subject = subject }

  /// What stands for a value. Values that merely look alike may have the same key: a search compares them anyway.
  static func key(_ text: ByteView) -> UInt64 { text.hashFoldingCase }

  /// Number of values, some of which may be forgotten.
  var count: Int { lists.count }

  /// The events with a value; nil when there are none.
  func places(of key: UInt64) -> PlainView<Int>? {
    let number = slots[slot(of: key)]
    return number == 0 ? nil : lists[Int(number) - 1].places.view
  }

  /// Adds an event with a value.
  mutating func append(_ place: Int, key: UInt64, oldest: Int) {
    let slot = slot(of: key)
    if slots[slot] == 0 {
      keys.append(key)
      lists.append(PlaceList())
      slots[slot] = Int32(lists.count)
    }
    lists[Int(slots[slot]) - 1].append(place, oldest: oldest)
    if lists.count > limit { forget(oldest: oldest) }
    if lists.count * 2 > slots.count { resize(to: slots.count * 2) }
  }

  /// The slot of a key, or the free one where it belongs.
  private func slot(of key: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while slots[slot] != 0, keys[Int(slots[slot]) - 1] != key { slot = (slot + 1) & mask }
    return slot
  }

  /// Drops the values that no remembered event has any more.
  private mutating func forget(oldest: Int) {
    var kept = 0
    for number in 0..<lists.count where lists[number].isAlive(oldest: oldest) {
      lists.swapAt(kept, number)
      keys[kept] = keys[number]
      kept += 1
    }
    keys.removeLast(keys.count - kept)
    lists.removeLast(lists.count - kept)
    limit = max(Self.leastLimit, kept * 2)
    resize(to: slots.count)
  }

  private mutating func resize(to count: Int) {
    slots = PlainBuffer(repeating: 0, count: count)
    for number in 0..<keys.count { slots[slot(of: keys[number])] = Int32(number + 1) }
  }
}
