import Bytes
import Diagnostics
import Rulesets

/// A file's bytes cut into lines.
struct SourceText {
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
    var lines: [Range<Int>] = []
    var nextLine: [Int] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var crlf: Bool?
    bytes.withView { view in
      while start < view.count {
        let end = view.firstIndex(of: 10, from: start)
        var last = end ?? view.count
        if let end {
          let hasCR = end > start && view[end - 1] == 13
          if crlf == nil { crlf = hasCR }
          if hasCR, crlf == true { last = end - 1 }
        }
        lines.append(start..<last)
        start = (end ?? view.count - 1) + 1
        nextLine.append(start)
      }
    }
    self.lines = lines
    self.nextLine = nextLine
    usesCRLF = crlf ?? false
  }

  /// The place of a byte of a line.
  func location(line: Int, offset: Int) -> SourceLocation {
    SourceLocation(file: file, line: line + 1, column: offset - lines[line].lowerBound + 1)
  }
}
