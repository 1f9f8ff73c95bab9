import Bytes
import Memory

/// The different values of a field, each kept once; its number is its place among them, in the order in which they came.
struct ValueTable {
  private let text = ByteArena(capacity: 256)
  private var places: [ByteRange] = []
  /// The number of the value whose hash leads there, and one more; 0 for a free place. Always a power of two of them.
  private var slots: [UInt32] = [UInt32](repeating: 0, count: 16)
  /// The value that came last: most often it comes again.
  private var last = 0

  /// How many there are.
  var count: Int { places.count }
  /// How many bytes they take.
  var byteCount: Int { text.count + (places.capacity * 2 + slots.count) * 4 }

  /// A value.
  subscript(number: Int) -> ByteView { text.view(places[number]) }

  /// The number of a value; nil when it never came.
  func number(of value: ByteView) -> Int? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Self.hash(value)) & mask
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if self[number] == value { return number }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The number of a value, which is added where it is new.
  mutating func add(_ value: ByteView) -> Int {
    if last < places.count, self[last] == value { return last }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Self.hash(value)) & mask
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if self[number] == value {
        last = number
        return number
      }
      slot = (slot + 1) & mask
    }
    let number = places.count
    places.append(text.append(value))
    slots[slot] = UInt32(number + 1)
    if places.count * 2 > slots.count { grow() }
    last = number
    return number
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 4)
    let mask = slots.count - 1
    for number in places.indices {
      var slot = Int(truncatingIfNeeded: Self.hash(self[number])) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(number + 1)
    }
  }

  private static func hash(_ value: ByteView) -> UInt64 { value.hashFoldingCase }
}
