import Bytes

/// The names of dynamic fields that the ruleset asks for, numbered, compared without case.
///
/// A field of an event is looked up once, when it is set; each condition then needs an index only.
struct FieldNames: Sendable {
  /// Where a name stands in ``bytes``.
  fileprivate struct Name: BitwiseCopyable {
    let start: Int32
    let count: Int32
    let hash: UInt32
  }

  fileprivate private(set) var names: [Name] = []
  fileprivate private(set) var bytes: [UInt8] = []
  /// Open addressing over the names: index + 1, 0 is free. A power of two.
  fileprivate private(set) var table: [Int32] = Array(repeating: 0, count: 16)

  /// Number of names.
  var count: Int { names.count }

  /// The number of a name, which it gets now if it has none yet.
  mutating func intern(_ name: ByteString) -> Int {
    if let id = name.withView({ id(of: $0) }) { return id }
    let hash = name.withView(Self.hash)
    names.append(Name(start: Int32(bytes.count), count: Int32(name.count), hash: hash))
    bytes += name.bytes
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
    names.withUnsafeBufferPointer { names in
      bytes.withUnsafeBufferPointer { bytes in
        table.withUnsafeBufferPointer { Self.find(name, names, ByteView(bytes), $0) }
      }
    }
  }

  @inline(__always)
  fileprivate static func find(
    _ name: ByteView, _ names: UnsafeBufferPointer<Name>, _ bytes: ByteView, _ table: UnsafeBufferPointer<Int32>
  ) -> Int? {
    let hash = hash(name)
    var slot = Int(hash) & (table.count - 1)
    while table[slot] != 0 {
      let id = Int(table[slot]) - 1
      let entry = names[id]
      if entry.hash == hash, entry.count == name.count {
        let start = Int(entry.start)
        if bytes[start..<start + Int(entry.count)].equalsFoldingCase(name) { return id }
      }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  private mutating func place(_ id: Int) {
    var slot = Int(names[id].hash) & (table.count - 1)
    while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
    table[slot] = Int32(id + 1)
  }

  private static func hash(_ name: ByteView) -> UInt32 { UInt32(truncatingIfNeeded: name.hashFoldingCase) }
}

/// Finished ``FieldNames``: the same in memory that is shared without counting references.
struct FieldNameTable: Sendable {
  private let names: PlainBuffer<FieldNames.Name>
  private let bytes: PlainBuffer<UInt8>
  private let table: PlainBuffer<Int32>

  init(_ source: FieldNames) {
    names = PlainBuffer(source.names)
    bytes = PlainBuffer(source.bytes)
    table = PlainBuffer(source.table)
  }

  /// Gives the memory back; whoever owns the table calls it last.
  func deallocate() {
    names.deallocate()
    bytes.deallocate()
    table.deallocate()
  }

  /// Number of names.
  var count: Int { names.count }

  /// The number of a name; nil when no rule asks for it.
  func id(of name: ByteView) -> Int? {
    FieldNames.find(name, names.buffer, ByteView(bytes.buffer), table.buffer)
  }
}
