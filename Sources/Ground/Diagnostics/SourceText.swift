import Bytes

/// A text that places are told of: its bytes and its lines.
package struct SourceText: Sendable {
  /// The file as it was named.
  package let file: String
  /// The bytes; others may stand behind those of the text.
  package let bytes: [UInt8]
  /// Where the lines begin.
  package let lines: LineTable

  /// A text.
  package init(file: String, bytes: [UInt8]) { self.init(file: file, bytes: bytes, lines: LineTable(of: bytes)) }

  /// A text whose lines are known.
  package init(file: String, bytes: [UInt8], lines: LineTable) {
    self.file = file
    self.bytes = bytes
    self.lines = lines
  }

  /// The place of some bytes.
  package func location(of range: Range<Int>) -> SourceLocation { lines.location(of: range, in: file) }

  /// The line that an offset lies on, without its line end.
  package func line(of offset: Int) -> Range<Int> {
    let whole = lines.range(of: lines.line(of: offset))
    var end = whole.upperBound
    if end > whole.lowerBound, bytes[end - 1] == 0x0A { end -= 1 }
    if end > whole.lowerBound, bytes[end - 1] == 0x0D { end -= 1 }
    return whole.lowerBound..<end
  }

  /// The line on which some bytes begin, with carets under those of them that stand on it.
  package func excerpt(of range: Range<Int>, width: Int = Excerpt.usualWidth) -> Excerpt {
    let line = line(of: range.lowerBound)
    let start = min(range.lowerBound, line.upperBound) - line.lowerBound
    let end = min(range.upperBound, line.upperBound) - line.lowerBound
    // A slice: a long line is not copied for each place in it.
    return Excerpt(bytes[line], marks: [start..<max(start, end)], width: width, tabs: .blank)
  }

  /// The line and the column of an offset, the column in code points.
  package func codePoints(at offset: Int) -> SourcePosition {
    let position = lines.position(of: offset)
    let before = bytes[(offset - position.column + 1)..<min(offset, lines.byteCount)]
    let column = String(decoding: before, as: UTF8.self).unicodeScalars.count + 1
    return SourcePosition(line: position.line, column: column)
  }
}
