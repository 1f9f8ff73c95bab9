/// Reads bytes and big-endian numbers one behind the other.
struct BigEndianReader {
  private let source: [UInt8]
  private var position = 0

  init(_ source: [UInt8]) { self.source = source }

  var rest: ArraySlice<UInt8> { source[min(position, source.count)...] }

  mutating func skip(_ count: Int) { position = min(position + count, source.count) }

  mutating func byte() -> UInt8? {
    guard position < source.count else { return nil }
    defer { position += 1 }
    return source[position]
  }

  mutating func bytes(_ count: Int) -> [UInt8]? {
    guard source.count - position >= count else { return nil }
    defer { position += count }
    return Array(source[position..<position + count])
  }

  /// A signed number of four or eight bytes.
  mutating func integer(_ width: Int) -> Int? {
    guard let bytes = bytes(width) else { return nil }
    let value = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return width == 4 ? Int(Int32(truncatingIfNeeded: value)) : Int(Int64(bitPattern: value))
  }
}
