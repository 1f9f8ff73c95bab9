/// Numbers and texts of an event log, read with every bound checked.
struct LittleEndianBytes: Sendable {
  let bytes: [UInt8]

  /// The bytes of a range, if all of them are there.
  @inline(__always)
  func check(_ offset: Int, _ count: Int, _ end: Int) throws(EVTXFault) {
    guard offset >= 0, count >= 0, end <= bytes.count, count <= end - offset else { throw .cut }
  }

  func u8(_ offset: Int, end: Int) throws(EVTXFault) -> UInt8 {
    try check(offset, 1, end)
    return bytes[offset]
  }

  func u16(_ offset: Int, end: Int) throws(EVTXFault) -> UInt16 {
    try check(offset, 2, end)
    return UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
  }

  func u32(_ offset: Int, end: Int) throws(EVTXFault) -> UInt32 {
    try check(offset, 4, end)
    return UInt32(try u16(offset, end: end)) | UInt32(try u16(offset + 2, end: end)) << 16
  }

  func u64(_ offset: Int, end: Int) throws(EVTXFault) -> UInt64 {
    try check(offset, 8, end)
    return UInt64(try u32(offset, end: end)) | UInt64(try u32(offset + 4, end: end)) << 32
  }

  /// Whether the bytes from `offset` on are those of a text.
  func starts(at offset: Int, with text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard offset >= 0, count <= bytes.count - offset else { return false }
    return text.withUTF8Buffer { wanted in bytes[offset..<offset + count].elementsEqual(wanted) }
  }
}
