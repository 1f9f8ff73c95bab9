import Bytes

/// The names of dynamic fields that the ruleset asks for, numbered, compared without case.
///
/// A field of an event is looked up once, when it is set; each condition then needs an index only.
struct FieldNames: Sendable {
  private var names: [ByteString] = []
  /// Open addressing over the names: index + 1, 0 is free. A power of two.
  private var table: [Int32] = Array(repeating: 0, count: 16)

  /// Number of names.
  var count: Int { names.count }

  /// The number of a name, which it gets now if it has none yet.
  mutating func intern(_ name: ByteString) -> Int {
    if let id = name.withView({ id(of: $0) }) { return id }
    names.append(name)
    if names.count * 2 > table.count {
      table = Array(repeating: 0, count: table.count * 2)
      for index in names.indices { place(index) }
    } else {
      place(names.count - 1)
    }
    return names.count - 1
  }

  /// The number of a name; nil when no rule asks for it.
  func id(of name: ByteView) -> Int? {
    var slot = Self.hash(name) & (table.count - 1)
    while table[slot] != 0 {
      let id = Int(table[slot]) - 1
      if names[id].withView({ $0.equalsFoldingCase(name) }) { return id }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  private mutating func place(_ id: Int) {
    var slot = names[id].withView(Self.hash) & (table.count - 1)
    while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
    table[slot] = Int32(id + 1)
  }

  private static func hash(_ name: ByteView) -> Int {
    var hash: UInt = 0xCBF2_9CE4_8422_2325
    for index in 0..<name.count { hash = (hash ^ UInt(ASCII.fold(name[index]))) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 32) & Int.max
  }
}
