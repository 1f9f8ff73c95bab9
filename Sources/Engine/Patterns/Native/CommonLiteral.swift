import Bytes

/// What several alternatives have in common.
enum CommonLiteral {
  /// More alternatives than this have nothing in common that is worth the search.
  private static let mostLists = 64

  /// The longest text that stands in a literal of each of several lists, as a part of the literals' bytes; empty when
  /// there is none worth looking for.
  static func find(_ lists: [Range<Int>], in literals: CellLiterals) -> Range<Int> {
    guard 2...mostLists ~= lists.count, let first = lists.first else { return 0..<0 }
    return literals.bytes.withUnsafeBufferPointer { bytes in
      var best = 0..<0
      for text in first.map({ literals.literals[$0].range }) where text.count <= 64 {
        var end = text.lowerBound
        for start in text {
          end = max(end, start)
          while end < text.upperBound, isCommon(start..<end + 1, to: lists, literals, bytes) { end += 1 }
          let part = start..<end
          if part.count > best.count || part.count == best.count && rarity(part, bytes) > rarity(best, bytes) {
            best = part
          }
        }
      }
      return best.count >= 2 ? best : 0..<0
    }
  }

  private static func rarity(_ part: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    part.reduce(0) { $0 + ByteRarity.rank(bytes[$1]) }
  }

  private static func isCommon(
    _ part: Range<Int>, to lists: [Range<Int>], _ literals: CellLiterals, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let needle = ByteView(UnsafeBufferPointer(rebasing: bytes[part]))
    for index in 1..<lists.count {
      let stands = lists[index].contains { number in
        ByteView(UnsafeBufferPointer(rebasing: bytes[literals.literals[number].range])).firstIndex(of: needle) != nil
      }
      if !stands { return false }
    }
    return true
  }
}
