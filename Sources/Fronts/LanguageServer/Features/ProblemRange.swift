import Bytes
import Diagnostics

/// Where a finding stands in a text, as the protocol has it.
enum ProblemRange {
  /// The range of a location: one without an end reaches to the end of its word.
  static func range(of location: SourceLocation, in text: DocumentText, _ encoding: PositionEncoding) -> TextRange {
    text.range(of: bytes(of: location, in: text.bytes), encoding)
  }

  /// The same in bytes.
  static func bytes(of location: SourceLocation, in text: [UInt8]) -> Range<Int> {
    // Places count lines by their line feeds.
    let lines = LineTable(of: text)
    let start = lines.offset(of: location.start)
    if let end = location.end {
      let end = lines.offset(of: end)
      if end > start { return start..<end }
    }
    var end = start
    while end < text.count, text[end] > 0x20, end == start || text[end] != UInt8(ascii: "<") {
      end += 1
      if text[end - 1] == UInt8(ascii: ">") { break }
    }
    return start..<end
  }
}
