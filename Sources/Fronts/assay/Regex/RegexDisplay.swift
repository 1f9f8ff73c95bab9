import Bytes

/// Bytes as one line of text for a terminal, and the column at which each byte is shown.
///
/// UTF-8 is shown as it is, what must not be obeyed as ``TerminalText`` has it, everything else as `\xNN`. A long
/// text is cut around the place that matters.
struct RegexDisplay {
  /// The line.
  private(set) var text = ""
  /// For each byte and for the end of the bytes its column; nil for what was cut off.
  private var columns: [Int?]
  private var width = 0

  /// - Parameters:
  ///   - focus: the bytes to be seen if not all are.
  ///   - limit: columns.
  init(_ bytes: ByteString, focus: Range<Int>? = nil, limit: Int = 160) {
    columns = Array(repeating: nil, count: bytes.count + 1)
    var start = 0
    var end = bytes.count
    if bytes.count > limit {
      let middle = focus?.lowerBound ?? 0
      start = max(0, min(middle - limit / 4, bytes.count - limit))
      end = min(bytes.count, start + limit)
      // Not in the middle of a character.
      while start > 0, start < end, bytes.bytes[start] & 0xC0 == 0x80 { start += 1 }
    }
    if start > 0 { show("…", 1) }
    var at = start
    while at < end {
      let next = min(end, TerminalText.boundary(after: at, in: bytes.bytes))
      for index in at..<next { columns[index] = width }
      for cell in TerminalText.cells(of: Array(bytes.bytes[at..<next])) {
        show(cell.isText ? cell.shown : Self.hexadecimal(bytes.bytes[at]), cell.isText ? cell.width : 4)
      }
      at = next
    }
    if at <= bytes.count { columns[at] = width }
    if end < bytes.count { show("…", 1) }
  }

  private mutating func show(_ piece: String, _ columns: Int) {
    text += piece
    width += columns
  }

  /// A byte that is no UTF-8: a pattern is about bytes.
  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
  }

  /// A line with a sign under every column of some bytes; nil when none of them is shown.
  func marks(_ ranges: [(Range<Int>, Character)]) -> String? {
    var line: [Character] = []
    for (range, sign) in ranges {
      guard let from = columns[range.lowerBound] else { continue }
      let to = max(columns[range.upperBound] ?? width, from + 1)
      while line.count < to { line.append(" ") }
      for column in from..<to { line[column] = sign }
    }
    return line.isEmpty ? nil : String(line)
  }
}
