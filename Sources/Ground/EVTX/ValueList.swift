/// Takes lists of values apart.
enum ValueList {
  /// The values of a list, in order.
  static func items(of list: BinaryXMLValue, in data: LittleEndianBytes) throws(EVTXFault) -> [BinaryXMLValue] {
    let type = list.type & ~ValueType.array
    switch type {
    case ValueType.string: return strings(list.range, in: data, width: 2, type: type)
    case ValueType.ansiString: return strings(list.range, in: data, width: 1, type: type)
    case ValueType.sid: return try sids(list.range, in: data)
    default:
      guard let width = ValueType.width(of: type), list.range.count % width == 0 else {
        throw .value(type: list.type, size: list.range.count)
      }
      return stride(from: list.range.lowerBound, to: list.range.upperBound, by: width).map {
        BinaryXMLValue(type: type, range: $0..<$0 + width)
      }
    }
  }

  /// Texts that each end in a NUL; the last one need not.
  private static func strings(
    _ range: Range<Int>, in data: LittleEndianBytes, width: Int, type: UInt8
  ) -> [BinaryXMLValue] {
    var items: [BinaryXMLValue] = []
    var start = range.lowerBound
    var place = start
    while place + width <= range.upperBound {
      if data.bytes[place..<place + width].allSatisfy({ $0 == 0 }) {
        items.append(BinaryXMLValue(type: type, range: start..<place))
        start = place + width
      }
      place += width
    }
    if start < range.upperBound { items.append(BinaryXMLValue(type: type, range: start..<range.upperBound)) }
    return items
  }

  private static func sids(_ range: Range<Int>, in data: LittleEndianBytes) throws(EVTXFault) -> [BinaryXMLValue] {
    var items: [BinaryXMLValue] = []
    var place = range.lowerBound
    while place < range.upperBound {
      let width = 8 + 4 * Int(try data.u8(place + 1, end: range.upperBound))
      try data.check(place, width, range.upperBound)
      items.append(BinaryXMLValue(type: ValueType.sid, range: place..<place + width))
      place += width
    }
    return items
  }
}
