import Bytes

/// The part of a text that fits a line, with marks under what matters.
struct LogExcerpt {
  /// Text that can be shown.
  private(set) var line = ""
  /// Blanks and carets to put below; empty without marks in sight.
  private(set) var carets = ""

  /// - Parameters:
  ///   - marks: byte ranges of the text; the line is cut so that the first is seen.
  ///   - width: most columns, those of the ellipses among them.
  init(_ log: ByteString, marks: [Range<Int>], width: Int) {
    let marks = Self.merged(marks)
    // 16 KiB around the first mark is more than any line shows.
    var from = max(0, (marks.first?.lowerBound ?? 0) - 8192)
    while from > 0, from < log.count, log.bytes[from] & 0xC0 == 0x80 { from += 1 }
    let end = min(log.count, from + 16_384)
    let cells = TerminalText.cells(of: Array(log.bytes[min(from, end)..<end]))
    var columns = [0]
    columns.reserveCapacity(cells.count + 1)
    for cell in cells { columns.append(columns[columns.count - 1] + cell.width) }
    let marked = Self.markedCells(marks, in: cells, from: from)
    let window = Window(
      columns: columns, mark: marked.first, room: max(width, 20), hasMoreBefore: from > 0,
      hasMoreBehind: end < log.count)
    if window.isCutBefore {
      line = "…"
      carets = " "
    }
    var nextMark = marked[...]
    for index in window.cells {
      while let mark = nextMark.first, mark.upperBound <= index { nextMark.removeFirst() }
      let isMarked = nextMark.first.map { $0.contains(index) } ?? false
      line += cells[index].shown
      carets += String(repeating: isMarked ? "^" : " ", count: cells[index].width)
    }
    if window.isCutBehind { line += "…" }
    while carets.utf8.last == 0x20 { carets.removeLast() }
  }

  /// The marks in order, those that touch as one.
  private static func merged(_ marks: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for mark in marks.sorted(by: { $0.lowerBound < $1.lowerBound }) where !mark.isEmpty {
      if let last = merged.last, mark.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, mark.upperBound)
      } else {
        merged.append(mark)
      }
    }
    return merged
  }

  /// The marks as ranges of cells.
  private static func markedCells(_ marks: [Range<Int>], in cells: [TerminalText.Cell], from: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var at = 0
    for mark in marks {
      while at < cells.count, cells[at].bytes.upperBound + from <= mark.lowerBound { at += 1 }
      let start = at
      while at < cells.count, cells[at].bytes.lowerBound + from < mark.upperBound { at += 1 }
      if start < at { ranges.append(start..<at) }
    }
    return ranges
  }

  /// Which cells fit.
  private struct Window {
    var cells: Range<Int>
    var isCutBefore: Bool
    var isCutBehind: Bool

    /// - Parameter columns: where each cell begins, and where the last one ends.
    init(columns: [Int], mark: Range<Int>?, room: Int, hasMoreBefore: Bool, hasMoreBehind: Bool) {
      let count = columns.count - 1
      var lower = 0
      func ellipsis(before lower: Int) -> Int { lower > 0 || hasMoreBefore ? 1 : 0 }
      func reachesTheEnd(from lower: Int) -> Bool {
        !hasMoreBehind && columns[count] - columns[lower] + ellipsis(before: lower) <= room
      }
      if let mark, !reachesTheEnd(from: 0), columns[mark.upperBound] > room - 8 {
        // Some of what stands before the mark is seen, too.
        while lower < mark.lowerBound, columns[mark.lowerBound] - columns[lower] > room / 4 { lower += 1 }
        while lower > 0, reachesTheEnd(from: lower - 1) { lower -= 1 }
      }
      var upper = count
      if !reachesTheEnd(from: lower) {
        let available = room - ellipsis(before: lower) - 1
        upper = lower
        while upper < count, columns[upper + 1] - columns[lower] <= available { upper += 1 }
      }
      cells = lower..<upper
      isCutBefore = lower > 0 || hasMoreBefore
      isCutBehind = upper < count || hasMoreBehind
    }
  }
}
