import Bytes

/// Messages of one line each, as the Model Context Protocol has them on standard input and output.
///
/// Bytes go in as they come, messages come out; empty lines are none. A line above the limit is passed over.
package struct LineFraming: Sendable {
  /// The longest line, in bytes.
  package let longestLine: Int

  private var bytes: [UInt8] = []
  private var start = 0
  private var searched = 0
  /// How much of a line that is too long has been passed over.
  private var skipped: Int?

  /// - Parameter longestLine: in bytes.
  package init(longestLine: Int = 6 * Limits.text) { self.longestLine = longestLine }

  /// Takes bytes of the stream.
  package mutating func append(_ more: some Sequence<UInt8>) {
    if start > 1 << 16 || start == bytes.count {
      bytes.removeSubrange(..<start)
      (searched, start) = (searched - start, 0)
    }
    bytes.append(contentsOf: more)
  }

  /// The next message; nil when more bytes are needed.
  package mutating func next() -> RPCFrame? {
    while let end = bytes[max(start, searched)...].firstIndex(of: 10) {
      let line = start..<end
      (start, searched) = (end + 1, end + 1)
      if let before = skipped {
        skipped = nil
        return .fault(.tooLong(before + line.count))
      }
      guard line.count <= longestLine else { return .fault(.tooLong(line.count)) }
      let body = bytes[line].last == 13 ? bytes[line].dropLast() : bytes[line]
      if body.contains(where: { $0 > 0x20 }) { return .body(Array(body)) }
    }
    searched = bytes.count
    if skipped != nil || bytes.count - start > longestLine {
      skipped = (skipped ?? 0) + bytes.count - start
      start = bytes.count
    }
    return nil
  }

  /// What is left at the end of the stream: a last line without its line end; nil for none.
  package mutating func finish() -> RPCFrame? {
    append([10])
    return next()
  }

  /// The frame of a message: a body of one line and its end.
  package static func frame(_ body: [UInt8]) -> [UInt8] { body + [10] }
}
