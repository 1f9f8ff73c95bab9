/// `{54849625-5478-4994-A5BA-3E3B0328C30D}`.
enum GUIDText {
  /// The order in which the sixteen bytes are written; -1 stands for a hyphen.
  private static let order = [3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15]

  static func append(_ range: Range<Int>, in data: LittleEndianBytes, to output: inout [UInt8]) throws(EVTXFault) {
    guard range.count == 16 else { throw .value(type: ValueType.guid, size: range.count) }
    output.append(UInt8(ascii: "{"))
    for index in order {
      if index < 0 {
        output.append(UInt8(ascii: "-"))
      } else {
        Hexadecimal.append(data.bytes[range.lowerBound + index], to: &output)
      }
    }
    output.append(UInt8(ascii: "}"))
  }
}
