import Bytes

/// Finds what a name in a file stands for; names are compared without case, but those that must be written exactly.
package struct NameTable<Value: Sendable>: Sendable {
  /// A name and what it stands for.
  package struct Entry: Sendable {
    let name: StaticString
    let value: Value
    let isExact: Bool

    package init(_ name: StaticString, _ value: Value, isExact: Bool = false) {
      self.name = name
      self.value = value
      self.isExact = isExact
    }
  }

  /// The entries' hashes at the place that they give, or behind it; a power of two of them. 0 where there is none.
  private var hashes: [UInt64]
  /// At the same places what they stand for.
  private var entries: [Entry?]

  package init(_ names: [Entry]) {
    var size = 16
    while size < names.count * 3 { size *= 2 }
    hashes = Array(repeating: 0, count: size)
    entries = Array(repeating: nil, count: size)
    for entry in names {
      let hash = Self.hash(ByteView(base: entry.name.utf8Start, count: entry.name.utf8CodeUnitCount))
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while hashes[slot] != 0 { slot = (slot + 1) & (size - 1) }
      hashes[slot] = hash
      entries[slot] = entry
    }
  }

  package subscript(name: ByteView) -> Value? {
    let hash = Self.hash(name)
    var slot = Int(truncatingIfNeeded: hash) & (hashes.count - 1)
    while hashes[slot] != 0 {
      if hashes[slot] == hash, let entry = entries[slot], name.equalsFoldingCase(entry.name) {
        return !entry.isExact || name == entry.name ? entry.value : nil
      }
      slot = (slot + 1) & (hashes.count - 1)
    }
    return nil
  }

  /// What a name stands for.
  package subscript(name: ByteString) -> Value? { name.withView { self[$0] } }

  /// All names, for suggestions.
  package var names: [StaticString] { entries.compactMap { $0?.name } }

  /// FNV-1a over the folded bytes; never 0.
  private static func hash(_ name: ByteView) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.buffer { hash = (hash ^ UInt64(ASCII.fold(byte))) &* 0x100_0000_01B3 }
    return (hash ^ hash >> 29) | 1 << 63
  }
}
