import Bytes

/// Finds what a name in a file stands for; names are compared without case, but those that must be written exactly.
///
/// Not to be asked from other modules: a generic type's values go through its metadata there, which a stock ruleset, with
/// its ten thousands of names, notices. Each kind of names has a function for it (``RuleElement/named(_:)-(ByteView)``).
struct NameTable<Value: Sendable>: Sendable {
  /// A name and what it stands for.
  struct Entry: Sendable {
    let name: StaticString
    let value: Value
    let isExact: Bool

    init(_ name: StaticString, _ value: Value, isExact: Bool = false) {
      self.name = name
      self.value = value
      self.isExact = isExact
    }
  }

  private struct Slot {
    /// The name's hash; 0 where there is none.
    var hash: UInt64 = 0
    var name: StaticString = ""
    var isExact = false
    var value: Value?
  }

  /// The entries at the place that their hash gives, or behind it; a power of two of them.
  private var slots: [Slot]

  init(_ names: [Entry]) {
    var size = 16
    while size < names.count * 3 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    for entry in names {
      let hash = Self.hash(ByteView(base: entry.name.utf8Start, count: entry.name.utf8CodeUnitCount))
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[slot].hash != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Slot(hash: hash, name: entry.name, isExact: entry.isExact, value: entry.value)
    }
  }

  subscript(name: ByteView) -> Value? {
    let hash = Self.hash(name)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot].hash != 0 {
      if slots[slot].hash == hash, name.equalsFoldingCase(slots[slot].name) {
        return !slots[slot].isExact || name == slots[slot].name ? slots[slot].value : nil
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// All names, for suggestions.
  var names: [StaticString] { slots.compactMap { $0.value == nil ? nil : $0.name } }

  /// FNV-1a over the folded bytes; never 0.
  private static func hash(_ name: ByteView) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.buffer { hash = (hash ^ UInt64(ASCII.fold(byte))) &* 0x100_0000_01B3 }
    return (hash ^ hash >> 29) | 1 << 63
  }
}
