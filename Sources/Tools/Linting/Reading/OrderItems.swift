import Bytes

/// The names in an `<order>` or `<fts>`, as the engine takes them apart (docs/reference/decoders.md §6.1).
enum OrderItems {
  /// Each name with the offset of its first byte: leading blanks are skipped, and a blank ends it.
  static func split(_ text: ByteString) -> [(name: ByteString, offset: Int)] {
    var items: [(ByteString, Int)] = []
    var start = 0
    var index = 0
    while index <= text.count {
      let isEnd = index == text.count
      if isEnd || text.bytes[index] == UInt8(ascii: ",") && (index == 0 || text.bytes[index - 1] != UInt8(ascii: "\\"))
      {
        var first = start
        while first < index, text.bytes[first] == 0x20 { first += 1 }
        let name = text.bytes[first..<index].prefix { $0 != 0x20 }
        items.append((ByteString(name), first))
        start = index + 1
      }
      index += 1
    }
    return items
  }
}
