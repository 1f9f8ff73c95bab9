/// Values as Windows writes them.
enum ValueText {
  /// Appends a value that is no list and no XML.
  static func append(
    _ value: BinaryXMLValue, in data: LittleEndianBytes, to output: inout [UInt8], escaping: XMLText.Escaping
  ) throws(EVTXFault) {
    let range = value.range
    switch value.type {
    case ValueType.null: return
    case ValueType.string, ValueType.xml:
      XMLText.append(utf16: withoutEnd(range, in: data, width: 2), to: &output, escaping: escaping)
    case ValueType.ansiString:
      for byte in withoutEnd(range, in: data, width: 1) { Latin.append(byte, to: &output, escaping: escaping) }
    case ValueType.binary: for byte in data.bytes[range] { Hexadecimal.append(byte, to: &output) }
    case ValueType.sid: try SecurityIdentifier.append(range, in: data, to: &output)
    case ValueType.guid: try GUIDText.append(range, in: data, to: &output)
    case ValueType.fileTime: try TimeText.append(fileTime: number(value, 8, data), to: &output)
    case ValueType.systemTime: try TimeText.append(systemTime: range, in: data, to: &output)
    default: try appendNumber(value, in: data, to: &output)
    }
  }

  private static func appendNumber(
    _ value: BinaryXMLValue, in data: LittleEndianBytes, to output: inout [UInt8]
  ) throws(EVTXFault) {
    switch value.type {
    case ValueType.int8: append(Int8(truncatingIfNeeded: try number(value, 1, data)), to: &output)
    case ValueType.uint8: append(try number(value, 1, data), to: &output)
    case ValueType.int16: append(Int16(truncatingIfNeeded: try number(value, 2, data)), to: &output)
    case ValueType.uint16: append(try number(value, 2, data), to: &output)
    case ValueType.int32: append(Int32(truncatingIfNeeded: try number(value, 4, data)), to: &output)
    case ValueType.uint32: append(try number(value, 4, data), to: &output)
    case ValueType.int64: append(Int64(truncatingIfNeeded: try number(value, 8, data)), to: &output)
    case ValueType.uint64: append(try number(value, 8, data), to: &output)
    case ValueType.real32:
      append(Float(bitPattern: UInt32(truncatingIfNeeded: try number(value, 4, data))), to: &output)
    case ValueType.real64: append(Double(bitPattern: try number(value, 8, data)), to: &output)
    case ValueType.bool: output += [UInt8]((try truth(value, data) ? "true" : "false").utf8)
    case ValueType.hex32: Hexadecimal.append(try number(value, 4, data), to: &output)
    case ValueType.hex64: Hexadecimal.append(try number(value, 8, data), to: &output)
    case ValueType.size, ValueType.handle:
      Hexadecimal.append(try number(value, value.range.count == 4 ? 4 : 8, data), to: &output)
    default: throw .value(type: value.type, size: value.range.count)
    }
  }

  /// A truth value. Its type has four bytes, but some writers store one or two.
  private static func truth(_ value: BinaryXMLValue, _ data: LittleEndianBytes) throws(EVTXFault) -> Bool {
    guard (1...8).contains(value.range.count) else { throw .value(type: value.type, size: value.range.count) }
    return data.bytes[value.range].contains { $0 != 0 }
  }

  private static func number(
    _ value: BinaryXMLValue, _ width: Int, _ data: LittleEndianBytes
  ) throws(EVTXFault) -> UInt64 {
    guard value.range.count == width else { throw .value(type: value.type, size: value.range.count) }
    return data.bytes[value.range].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A text without the NULs behind it.
  private static func withoutEnd(_ range: Range<Int>, in data: LittleEndianBytes, width: Int) -> ArraySlice<UInt8> {
    var end = range.lowerBound + range.count / width * width
    while end > range.lowerBound, data.bytes[end - width..<end].allSatisfy({ $0 == 0 }) { end -= width }
    return data.bytes[range.lowerBound..<end]
  }

  private static func append(_ number: some CustomStringConvertible, to output: inout [UInt8]) {
    output += number.description.utf8
  }
}

/// Texts of one byte a character. Which code page they have is not said in the file; ISO 8859-1 loses nothing.
private enum Latin {
  static func append(_ byte: UInt8, to output: inout [UInt8], escaping: XMLText.Escaping) {
    if byte < 0x80 { return XMLText.append(byte, to: &output, escaping: escaping) }
    output.append(0xC0 | byte >> 6)
    output.append(0x80 | byte & 0x3F)
  }
}
