import Bytes

/// Where the lines of a text begin: from the offset of a byte to its line and column, and back.
///
/// Lines end at line feeds; whether a carriage return before one belongs to the line is for the reader of the text to
/// say. Texts are smaller than 2 GiB.
package struct LineTable: Sendable, Equatable {
  /// Offset of each line's first byte; behind a final line feed begins a last line without bytes.
  package let starts: [Int32]
  /// Number of bytes of the text.
  package let byteCount: Int

  /// The lines of a text.
  package init(of text: [UInt8]) {
    var starts: [Int32] = [0]
    starts.reserveCapacity(text.count / 32)
    text.withView { view in
      var chunk = 0
      while chunk &+ 16 <= view.count {
        var found = view.chunk(at: chunk).mask(of: 0x0A, or: 0x0A)
        while found != 0 {
          starts.append(Int32(truncatingIfNeeded: chunk &+ found.trailingZeroBitCount &+ 1))
          found &= found &- 1
        }
        chunk &+= 16
      }
      while chunk < view.count {
        if view[chunk] == 0x0A { starts.append(Int32(truncatingIfNeeded: chunk &+ 1)) }
        chunk &+= 1
      }
    }
    self.starts = starts
    byteCount = text.count
  }

  /// Number of lines; a final line feed ends the last one.
  package var count: Int {
    starts.count > 1 && starts.last.map(Int.init) == byteCount ? starts.count - 1 : starts.count
  }

  /// The offset of a line's first byte; lines are counted from 0 here.
  package subscript(line: Int) -> Int { Int(starts[line]) }

  /// A line with its line feed, counted from 0.
  package func range(of line: Int) -> Range<Int> {
    self[line]..<(line + 1 < starts.count ? self[line + 1] : byteCount)
  }

  /// The line, counted from 0, that an offset lies on.
  package func line(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The line and the column of an offset.
  package func position(of offset: Int) -> SourcePosition {
    let line = line(of: offset)
    return SourcePosition(line: line + 1, column: offset - self[line] + 1)
  }

  /// The offset of a line and a column; the nearest one where the text has no such place.
  package func offset(of position: SourcePosition) -> Int {
    let line = min(max(position.line, 1), starts.count) - 1
    return min(self[line] + max(0, position.column - 1), byteCount)
  }

  /// The place of a byte.
  package func location(of offset: Int, in file: String) -> SourceLocation {
    let start = position(of: offset)
    return SourceLocation(file: file, line: start.line, column: start.column)
  }

  /// The place of some bytes.
  package func location(of range: Range<Int>, in file: String) -> SourceLocation {
    var location = location(of: range.lowerBound, in: file)
    location.end = position(of: range.upperBound)
    return location
  }
}
