import Bytes

/// The values that conditions of the form `^literal$` ask of dynamic fields, numbered, compared without case.
///
/// The value of a field is looked up once per event; each condition then compares a number.
struct FieldValues: Sendable {
  private struct Value {
    let field: Int32
    let text: ByteString
  }

  private var values: [Value] = []
  /// Open addressing over the values: index + 1, 0 is free. A power of two.
  private var table: [Int32] = Array(repeating: 0, count: 64)
  private var longest = 0

  /// Number of values.
  var count: Int { values.count }

  /// The field of a value.
  func field(of value: Int) -> Int32 { values[value].field }

  /// The number of a value, which it gets now if it has none yet.
  mutating func intern(_ text: ByteString, field: Int) -> Int {
    if let known = text.withView({ number(of: $0, field: field) }) { return known }
    values.append(Value(field: Int32(field), text: text))
    longest = max(longest, text.count)
    if values.count * 2 > table.count {
      table = Array(repeating: 0, count: table.count * 2)
      for index in values.indices { place(index) }
    } else {
      place(values.count - 1)
    }
    return values.count - 1
  }

  /// The number of a value; nil when no condition asks for it.
  func number(of text: ByteView, field: Int) -> Int? {
    guard text.count <= longest else { return nil }
    var slot = Self.slot(text, field) & (table.count - 1)
    while table[slot] != 0 {
      let index = Int(table[slot]) - 1
      if values[index].field == field, values[index].text.withView({ $0.equalsFoldingCase(text) }) { return index }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  private mutating func place(_ index: Int) {
    var slot = values[index].text.withView { Self.slot($0, Int(values[index].field)) } & (table.count - 1)
    while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
    table[slot] = Int32(index + 1)
  }

  private static func slot(_ text: ByteView, _ field: Int) -> Int {
    Int(truncatingIfNeeded: text.hashFoldingCase &+ UInt64(field) &* 0x9E37_79B9_7F4A_7C15 >> 17) & Int.max
  }
}
