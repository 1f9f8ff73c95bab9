import Diagnostics
import JSONText

/// A text as editors count it: lines end at a line feed, a carriage return, or both together.
struct DocumentText: Sendable, Equatable {
  /// What the document holds, in UTF-8; a file from disk may hold any bytes.
  private(set) var bytes: [UInt8]
  /// Where lines begin.
  private(set) var lineStarts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lineStarts = Self.lineStarts(of: bytes)
  }

  private static func lineStarts(of bytes: [UInt8]) -> [Int] {
    var starts = [0]
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == 10 || (byte == 13 && !(at < bytes.count && bytes[at] == 10)) { starts.append(at) }
    }
    return starts
  }

  /// How many lines there are; a text that ends with a line end has an empty one behind it.
  var lineCount: Int { lineStarts.count }

  /// The bytes of a line without its end.
  func line(_ line: Int) -> Range<Int> {
    let start = lineStarts[line]
    guard line + 1 < lineStarts.count else { return start..<bytes.count }
    var end = lineStarts[line + 1]
    while end > start, bytes[end - 1] == 10 || bytes[end - 1] == 13 { end -= 1 }
    return start..<end
  }

  /// The line that a place is in.
  func line(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while low < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  // MARK: Places

  /// The byte at a place; what lies behind the end of a line or of the text counts as its end.
  func offset(of position: TextPosition, _ encoding: PositionEncoding) -> Int {
    guard position.line < lineStarts.count else { return bytes.count }
    let line = line(position.line)
    var at = line.lowerBound
    if encoding == .utf8 {
      at = min(line.upperBound, at + min(position.character, line.count))
      // Never in the middle of a character.
      while at > line.lowerBound, at < line.upperBound, bytes[at] & 0xC0 == 0x80 { at -= 1 }
      return at
    }
    var units = 0
    while at < line.upperBound {
      let scalar = scalar(at: at, before: line.upperBound)
      guard units + scalar.units <= position.character else { break }
      units += scalar.units
      at += scalar.length
    }
    return at
  }

  /// The place of a byte.
  func position(of offset: Int, _ encoding: PositionEncoding) -> TextPosition {
    let offset = max(0, min(offset, bytes.count))
    let number = line(of: offset)
    let line = line(number)
    let end = min(offset, line.upperBound)
    guard encoding == .utf16 else { return TextPosition(line: number, character: end - line.lowerBound) }
    var units = 0
    var at = line.lowerBound
    while at < end {
      let scalar = scalar(at: at, before: line.upperBound)
      guard at + scalar.length <= end else { break }
      units += scalar.units
      at += scalar.length
    }
    return TextPosition(line: number, character: units)
  }

  /// The place of some bytes.
  func range(of range: Range<Int>, _ encoding: PositionEncoding) -> TextRange {
    TextRange(position(of: range.lowerBound, encoding), position(of: range.upperBound, encoding))
  }

  /// The bytes at a place; turned around where its end comes first.
  func bytes(of range: TextRange, _ encoding: PositionEncoding) -> Range<Int> {
    let (start, end) = (offset(of: range.start, encoding), offset(of: range.end, encoding))
    return min(start, end)..<max(start, end)
  }

  /// How long a character is in bytes and in UTF-16. A byte that begins none stands for one that editors show instead.
  private func scalar(at place: Int, before end: Int) -> (length: Int, units: Int) {
    let byte = bytes[place]
    guard byte >= 0xC2 else { return (1, 1) }
    let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 1
    guard place + length <= end, bytes[(place + 1)..<(place + length)].allSatisfy({ $0 & 0xC0 == 0x80 }) else {
      return (1, 1)
    }
    return (length, length == 4 ? 2 : 1)
  }

  // MARK: Changes

  /// Puts another text in the place of some bytes.
  mutating func replace(_ range: Range<Int>, with text: [UInt8]) {
    bytes.replaceSubrange(range, with: text)
    lineStarts = Self.lineStarts(of: bytes)
  }

  /// An edit as the protocol has it.
  func tree(of edit: TextEdit, _ encoding: PositionEncoding) -> JSONTree {
    [
      "range": range(of: edit.range, encoding).tree,
      "newText": JSONTree(String(decoding: edit.replacement, as: UTF8.self)),
    ]
  }
}
