import Bytes
import Diagnostics

/// A file's bytes cut into lines.
struct CaseLines {
  let file: String
  let bytes: [UInt8]
  /// The lines without their line ends.
  let lines: [Range<Int>]
  /// Offset behind each line's end.
  let nextLine: [Int]
  /// Whether the first line ends in CR LF; then every CR before a LF belongs to the line end. In other files a CR before a
  /// LF is a byte of the line.
  let usesCRLF: Bool

  init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
    let table = LineTable(of: bytes)
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    var lines: [Range<Int>] = []
    var nextLine: [Int] = []
    var crlf: Bool?
    for line in 0..<table.count {
      let whole = table.range(of: line)
      let start = line == 0 && hasMark ? 3 : whole.lowerBound
      guard start < whole.upperBound else { continue }
      var end = whole.upperBound
      if bytes[end - 1] == 10 {
        end -= 1
        let hasCR = end > start && bytes[end - 1] == 13
        crlf = crlf ?? hasCR
        if hasCR, crlf == true { end -= 1 }
      }
      lines.append(start..<end)
      nextLine.append(whole.upperBound)
    }
    self.lines = lines
    self.nextLine = nextLine
    usesCRLF = crlf ?? false
  }

  /// The place of a line.
  func location(of line: Int) -> SourceLocation {
    location(line: line, offset: lines[line].lowerBound, to: lines[line].upperBound)
  }

  /// The place of a byte of a line, reaching to another one of that line where that is known.
  func location(line: Int, offset: Int, to end: Int? = nil) -> SourceLocation {
    let start = lines[line].lowerBound
    return SourceLocation(
      file: file, line: line + 1, column: offset - start + 1,
      end: end.map { SourcePosition(line: line + 1, column: $0 - start + 1) })
  }
}
