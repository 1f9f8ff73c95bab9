/// Some of the rows of an index: a bit for each.
package struct RowSet: Sendable, Equatable {
  /// How many rows there are to choose from.
  package let size: Int
  private var words: [UInt64]

  /// No row, or all of them.
  package init(size: Int, all: Bool = false) {
    self.size = size
    words = [UInt64](repeating: all ? .max : 0, count: (size + 63) / 64)
    if all { clearRest() }
  }

  /// The bits behind the last row are never set.
  private mutating func clearRest() {
    if size % 64 != 0 { words[words.count - 1] &= (1 << UInt64(size % 64)) - 1 }
  }

  /// How many rows are in it.
  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
  /// Whether all are.
  package var isAll: Bool { count == size }

  /// Whether a row is in it.
  @inline(__always)
  package func contains(_ row: Int) -> Bool { words[row >> 6] >> UInt64(row & 63) & 1 != 0 }

  /// Takes a row in.
  @inline(__always)
  package mutating func insert(_ row: Int) { words[row >> 6] |= 1 << UInt64(row & 63) }

  /// Keeps only what is in both.
  package mutating func formIntersection(_ other: RowSet) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  /// Takes in what is in the other.
  package mutating func formUnion(_ other: RowSet) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  /// All rows that are not in it.
  package var inverted: RowSet {
    var result = self
    for index in words.indices { result.words[index] = ~words[index] }
    result.clearRest()
    return result
  }

  /// Calls `body` with each row, from the first.
  @inline(__always)
  package func forEach(_ body: (Int) -> Void) {
    for index in words.indices {
      var word = words[index]
      while word != 0 {
        body(index << 6 + word.trailingZeroBitCount)
        word &= word - 1
      }
    }
  }
}
