import Bytes

/// The part of a text that fits a line, with marks under what matters.
///
/// One rule for whatever is shown so: a character takes the columns that a terminal gives it; what a terminal would obey
/// has a stand-in of one column; and a text that is too wide is cut at both ends, with an ellipsis each, so that the
/// first mark is seen with some of what stands before it.
package struct Excerpt: Sendable {
  /// How tabs are shown.
  package enum Tabs: Sendable {
    /// As the byte that they are: in a log, where patterns see them.
    case visible
    /// As one blank: in the text of a program, where they only indent.
    case blank
  }

  /// Columns of an excerpt from a file.
  package static let usualWidth = 110

  /// Text that can be shown.
  package private(set) var line = ""
  /// Blanks and carets to put below; empty without marks in sight.
  package private(set) var carets = ""

  /// A character that is shown.
  private struct Shown {
    var bytes: Range<Int>
    var columns: Range<Int>
  }

  private var shown: [Shown] = []
  /// Where the text ends, if that is shown.
  private var end: (byte: Int, column: Int)?

  /// - Parameters:
  ///   - text: a line.
  ///   - marks: ranges of its bytes, from 0 on; an empty one marks the byte behind it.
  ///   - width: most columns, those of the ellipses among them.
  ///   - tabs: how tabs are shown.
  package init(_ text: ArraySlice<UInt8>, marks: [Range<Int>] = [], width: Int, tabs: Tabs = .visible) {
    let first = marks.min { $0.lowerBound < $1.lowerBound }
    // 16 KiB around the first mark is more than any line shows.
    var from = max(0, (first?.lowerBound ?? 0) - 8192)
    func byte(_ index: Int) -> UInt8 { text[text.startIndex + index] }
    while from > 0, from < text.count, byte(from) & 0xC0 == 0x80 { from += 1 }
    from = min(from, text.count)
    let end = min(text.count, from + 16_384)
    var part = Array(text[text.startIndex + from..<text.startIndex + end])
    if tabs == .blank { for index in part.indices where part[index] == 9 { part[index] = 0x20 } }
    let cells = TerminalText.cells(of: part)
    var columns = [0]
    columns.reserveCapacity(cells.count + 1)
    for cell in cells { columns.append(columns[columns.count - 1] + cell.width) }
    let window = Window(
      columns: columns, mark: first.map { Self.cells($0, in: cells, from: from) }, room: max(width, 20),
      hasMoreBefore: from > 0, hasMoreBehind: end < text.count)
    let shift = (window.isCutBefore ? 1 : 0) - columns[window.cells.lowerBound]
    if window.isCutBefore { line = "…" }
    for index in window.cells {
      line += cells[index].shown
      shown.append(
        Shown(
          bytes: cells[index].bytes.lowerBound + from..<cells[index].bytes.upperBound + from,
          columns: columns[index] + shift..<columns[index + 1] + shift))
    }
    if window.isCutBehind { line += "…" } else { self.end = (text.count, columns[window.cells.upperBound] + shift) }
    carets = self.marks(marks.map { ($0, "^") })
  }

  /// The same of text that a value holds.
  package init(_ text: ByteString, marks: [Range<Int>] = [], width: Int, tabs: Tabs = .visible) {
    self.init(text.bytes[...], marks: marks, width: width, tabs: tabs)
  }

  /// A line with a mark under each range, as far as it is seen; later ones go over earlier ones.
  package func marks(_ ranges: [(range: Range<Int>, mark: Character)]) -> String {
    var line: [Character] = []
    for (range, mark) in ranges {
      guard let columns = columns(of: range) else { continue }
      if line.count < columns.upperBound {
        line += [Character](repeating: " ", count: columns.upperBound - line.count)
      }
      for column in columns { line[column] = mark }
    }
    return String(line)
  }

  /// The columns below which a range of bytes is shown; nil where it is not in sight.
  private func columns(of range: Range<Int>) -> Range<Int>? {
    var low = 0
    var high = shown.count
    while low < high {
      let middle = (low + high) / 2
      if shown[middle].bytes.upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    guard low < shown.count else {
      return end.flatMap { range.lowerBound >= $0.byte ? $0.column..<$0.column + 1 : nil }
    }
    if range.isEmpty {
      guard shown[low].bytes.lowerBound <= range.lowerBound else { return nil }
      return shown[low].columns.lowerBound..<shown[low].columns.lowerBound + 1
    }
    var last = low
    while last < shown.count, shown[last].bytes.lowerBound < range.upperBound { last += 1 }
    return last > low ? shown[low].columns.lowerBound..<shown[last - 1].columns.upperBound : nil
  }

  /// A range of bytes as a range of cells.
  private static func cells(_ mark: Range<Int>, in cells: [TerminalText.Cell], from: Int) -> Range<Int> {
    let start = cells.firstIndex { $0.bytes.upperBound + from > mark.lowerBound } ?? cells.count
    let end = cells[start...].firstIndex { $0.bytes.lowerBound + from >= mark.upperBound } ?? cells.count
    return start..<max(start, end)
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
