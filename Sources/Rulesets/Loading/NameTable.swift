import Bytes

/// Finds what a name in a file stands for; names are compared without case.
struct NameTable<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    var hash: UInt64
    var name: StaticString
    var value: Value
  }

  /// Entries at the place their hash gives, or behind it; a power of two of them.
  private var slots: [Entry?]

  init(_ names: [(StaticString, Value)]) {
    var size = 16
    while size < names.count * 3 { size *= 2 }
    slots = Array(repeating: nil, count: size)
    for (name, value) in names {
      let hash = Self.hash(ByteView(base: name.utf8Start, count: name.utf8CodeUnitCount))
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[slot] != nil { slot = (slot + 1) & (size - 1) }
      slots[slot] = Entry(hash: hash, name: name, value: value)
    }
  }

  subscript(name: ByteView) -> Value? {
    let hash = Self.hash(name)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while let entry = slots[slot] {
      if entry.hash == hash,
        name.equalsFoldingCase(ByteView(base: entry.name.utf8Start, count: entry.name.utf8CodeUnitCount))
      {
        return entry.value
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// All names, for suggestions.
  var names: [StaticString] { slots.compactMap { $0?.name } }

  /// FNV-1a over the folded bytes.
  private static func hash(_ name: ByteView) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.buffer { hash = (hash ^ UInt64(ASCII.fold(byte))) &* 0x100_0000_01B3 }
    return hash ^ hash >> 29
  }
}
