import Bytes

/// The part of a text that fits a line, and the columns at which its bytes are shown.
struct ExplainExcerpt {
  /// Printable text.
  private(set) var line: ShownText = ""
  private var columns: [(byte: Int, column: Int)] = []
  private var width = 0

  /// - Parameters:
  ///   - focus: the byte that has to be seen.
  ///   - width: most columns.
  init(_ text: ByteString, focus: Int = 0, width room: Int) {
    let bytes = text.bytes
    var start = 0
    if focus > room - 10 {
      start = min(max(0, focus - room / 2), max(0, bytes.count - room + 2))
      while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    }
    if start > 0 { add("…", 1) }
    var end = start
    // A character that is cut at the end of what is looked at is not shown.
    for cell in TerminalText.cells(of: Array(bytes[start..<min(bytes.count, start + room * 8)])) {
      guard width + cell.width < room else { break }
      columns.append((start + cell.bytes.lowerBound, width))
      add(cell.shown, cell.width)
      end = start + cell.bytes.upperBound
    }
    columns.append((end, width))
    if end < bytes.count { line += "…" }
  }

  private mutating func add(_ text: String, _ columns: Int) {
    line += "\(text)"
    width += columns
  }

  /// The column at which a byte is shown; the nearest one that is.
  func column(of byte: Int) -> Int {
    var low = 0
    var high = columns.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if columns[middle].byte <= byte { low = middle } else { high = middle - 1 }
    }
    return columns.isEmpty ? 0 : columns[low].column
  }

  /// Whether a byte, or the end of the text, is shown.
  func shows(_ byte: Int) -> Bool {
    guard let first = columns.first, let last = columns.last else { return false }
    return first.byte <= byte && byte <= last.byte
  }

  /// A line with a mark under each range; later ones go over earlier ones.
  func marks(_ ranges: [(range: Range<Int>, mark: Character)]) -> ShownText {
    var cells = [Character](repeating: " ", count: width + 1)
    for (range, mark) in ranges where shows(range.lowerBound) {
      let from = column(of: range.lowerBound)
      let end = max(from + 1, column(of: range.upperBound))
      for index in from..<min(end, cells.count) { cells[index] = mark }
    }
    while cells.last == " " { cells.removeLast() }
    return ShownText(String(cells))
  }
}
