import Bytes

/// The lines of an event of `multi-line: N`, joined with blanks (docs/reference/live.md §B.9).
struct LineGroup {
  let count: Int
  private(set) var text: [UInt8] = []
  private(set) var lines = 0
  private(set) var isTooLong = false

  init(count: Int) { self.count = count }

  /// Adds a line, which has no LF.
  /// - Returns: whether the group is complete.
  mutating func add(_ line: ByteView, isCut: Bool) -> Bool {
    lines += 1
    if !line.holdsNUL {
      if !text.isEmpty { text.append(0x20) }
      text.append(contentsOf: line.buffer)
      if isCut || text.count > PieceReader.limit {
        isTooLong = true
        text.removeLast(max(0, text.count - PieceReader.limit))
      }
    }
    return lines == count
  }

  /// Begins the next group.
  mutating func begin() {
    (lines, isTooLong) = (0, false)
    text.removeAll(keepingCapacity: true)
  }
}
