import Bytes

/// The values that conditions of the form `^literal$` ask of dynamic fields, numbered, compared without case.
///
/// The value of a field is looked up once per event; each condition then compares a number.
struct FieldValues {
  fileprivate struct Value: BitwiseCopyable {
    let field: Int32
    let start: Int32
    let count: Int32
    let hash: UInt32
  }

  fileprivate private(set) var values: [Value] = []
  fileprivate private(set) var bytes: [UInt8] = []
  /// Open addressing over the values: index + 1, 0 is free. A power of two.
  fileprivate private(set) var table: [Int32] = Array(repeating: 0, count: 64)

  /// The field of a value.
  func field(of value: Int) -> Int32 { values[value].field }

  /// The number of a value, which it gets now if it has none yet.
  mutating func intern(_ text: ByteString, field: Int) -> Int {
    let known = text.withView { text in
      values.withUnsafeBufferPointer { values in
        bytes.withUnsafeBufferPointer { bytes in
          table.withUnsafeBufferPointer { Self.find(text, field, values, ByteView(bytes), $0) }
        }
      }
    }
    if let known { return known }
    let hash = text.withView { Self.hash($0, field) }
    values.append(
      Value(field: Int32(field), start: Int32(bytes.count), count: Int32(text.count), hash: hash))
    bytes += text.bytes
    if values.count * 2 > table.count {
      table = Array(repeating: 0, count: table.count * 2)
      for index in values.indices { place(index) }
    } else {
      place(values.count - 1)
    }
    return values.count - 1
  }

  private mutating func place(_ index: Int) {
    var slot = Int(values[index].hash) & (table.count - 1)
    while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
    table[slot] = Int32(index + 1)
  }

  @inline(__always)
  fileprivate static func find(
    _ text: ByteView, _ field: Int, _ values: UnsafeBufferPointer<Value>, _ bytes: ByteView,
    _ table: UnsafeBufferPointer<Int32>
  ) -> Int? {
    let hash = hash(text, field)
    var slot = Int(hash) & (table.count - 1)
    while table[slot] != 0 {
      let index = Int(table[slot]) - 1
      let value = values[index]
      if value.hash == hash, value.field == field, value.count == text.count {
        let start = Int(value.start)
        if bytes[start..<start + Int(value.count)].equalsFoldingCase(text) { return index }
      }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  private static func hash(_ text: ByteView, _ field: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: text.hashFoldingCase &+ UInt64(field) &* 0x9E37_79B9_7F4A_7C15 >> 17)
  }
}

/// Finished ``FieldValues``: the same in memory that is shared without counting references.
struct FieldValueTable: Sendable {
  private let values: PlainBuffer<FieldValues.Value>
  private let bytes: PlainBuffer<UInt8>
  private let table: PlainBuffer<Int32>
  private let longest: Int

  init(_ source: FieldValues) {
    values = PlainBuffer(source.values)
    bytes = PlainBuffer(source.bytes)
    table = PlainBuffer(source.table)
    longest = Int(source.values.map(\.count).max() ?? 0)
  }

  /// Gives the memory back; whoever owns the table calls it last.
  func deallocate() {
    values.deallocate()
    bytes.deallocate()
    table.deallocate()
  }

  /// The number of a value; nil when no condition asks for it.
  func number(of text: ByteView, field: Int) -> Int? {
    guard text.count <= longest else { return nil }
    return FieldValues.find(text, field, values.buffer, ByteView(bytes.buffer), table.buffer)
  }
}
