import Bytes

/// Bytes as one line of text for a terminal, and the column at which each byte is shown.
///
/// UTF-8 is shown as it is, control bytes as the pictures that Unicode has for them, everything else as `\xNN`. A long
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
    if start > 0 { show("…") }
    var at = start
    while at < end {
      let length = Self.scalarLength(bytes.bytes, at)
      for index in at..<(at + max(length, 1)) { columns[index] = width }
      if length > 0 {
        show(Self.picture(bytes.bytes[at]) ?? String(decoding: bytes.bytes[at..<(at + length)], as: UTF8.self))
      } else {
        let digits = String(bytes.bytes[at], radix: 16, uppercase: true)
        show("\\x" + (digits.count < 2 ? "0" : "") + digits)
      }
      at += max(length, 1)
    }
    if at <= bytes.count { columns[at] = width }
    if end < bytes.count { show("…") }
  }

  private mutating func show(_ piece: String) {
    text += piece
    width += piece.count
  }

  private static func picture(_ byte: UInt8) -> String? {
    if byte < 0x20 { return UnicodeScalar(0x2400 + UInt32(byte)).map { String(Character($0)) } }
    return byte == 0x7F ? "␡" : nil
  }

  /// Number of bytes of the UTF-8 character at a place; 0 when there is none.
  private static func scalarLength(_ bytes: [UInt8], _ at: Int) -> Int {
    let length: Int
    switch bytes[at] {
    case ..<0x80: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return 0
    }
    guard at + length <= bytes.count,
      String(validating: bytes[at..<(at + length)], as: UTF8.self) != nil
    else { return 0 }
    return length
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
