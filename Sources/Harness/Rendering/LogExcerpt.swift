import Bytes

/// The part of a log that fits a line, with marks under what matters.
struct LogExcerpt {
  /// Printable text.
  private(set) var line = ""
  /// Blanks and carets to put below; empty without marks in sight.
  private(set) var carets = ""

  /// - Parameters:
  ///   - marks: byte ranges of the log; the line is cut so that the first is seen.
  ///   - width: most columns.
  init(_ log: ByteString, marks: [Range<Int>], width: Int) {
    let first = marks.map(\.lowerBound).min() ?? 0
    // 16 KiB around the first mark is more than any line shows.
    let from = max(0, first - 8192)
    let bytes = log.bytes[min(from, log.count)..<min(log.count, from + 16_384)]
    var cells: [(text: String, isMarked: Bool)] = []
    var offset = bytes.startIndex
    func add(_ text: String, _ length: Int) {
      cells.append((text, marks.contains { $0.contains(offset) }))
      offset += length
    }
    if let text = String(validating: bytes, as: UTF8.self) {
      for scalar in text.unicodeScalars { add(Printable.cell(scalar), scalar.utf8.count) }
    } else {
      for byte in bytes { add(byte < 0x80 ? Printable.cell(Unicode.Scalar(byte)) : "\u{FFFD}", 1) }
    }
    let room = max(width, 20)
    var lower = 0
    if cells.count > room, let start = cells.firstIndex(where: \.isMarked) {
      let end = cells[start...].firstIndex { !$0.isMarked } ?? cells.count
      if end > room - 8 { lower = max(0, min(start - room / 4, cells.count - room)) }
    }
    let upper = min(cells.count, lower + room)
    if lower > 0 || from > 0 {
      line = "…"
      carets = " "
    }
    for cell in cells[lower..<upper] {
      line += cell.text
      carets += String(repeating: cell.isMarked ? "^" : " ", count: cell.text.count)
    }
    if upper < cells.count || bytes.endIndex < log.count { line += "…" }
    while carets.hasSuffix(" ") { carets.removeLast() }
  }
}
