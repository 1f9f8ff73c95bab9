import Bytes

/// Reads lines as bytes, handing out each line as soon as it is complete.
package struct LineInput {
  /// Why there is no next line.
  package enum Failure: Error, Equatable, Sendable {
    /// The line of this number is longer than ``Limits/line``.
    case tooLong(line: Int)
    case unreadable(SystemError)
  }

  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private let file: InputFile
  private var number = 0

  package init(_ file: InputFile) { self.file = file }

  /// The next line without its line end; nil at the end of the input.
  package mutating func next() throws(Failure) -> ByteString? {
    number += 1
    var searched = start
    while true {
      guard searched - start <= Limits.line else { throw .tooLong(line: number) }
      if let end = buffer.withUnsafeBytes({ ByteSearch.first(10, in: $0, from: searched) }) {
        defer { start = end + 1 }
        return ByteString(Array(buffer[start..<end]))
      }
      searched = buffer.count
      if isAtEnd {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        return ByteString(Array(buffer[start...]))
      }
      if start > 0 {
        buffer.removeFirst(start)
        searched -= start
        start = 0
      }
      try fill()
    }
  }

  /// Whether the input goes on with some bytes, which are not taken.
  package mutating func isNext(_ bytes: [UInt8]) throws(Failure) -> Bool {
    while buffer.count - start < bytes.count, !isAtEnd { try fill() }
    return buffer[start...].starts(with: bytes)
  }

  /// The next bytes, fewer at the end of the input.
  package mutating func take(_ count: Int) throws(Failure) -> [UInt8] {
    while buffer.count - start < count, !isAtEnd { try fill() }
    let end = min(start + count, buffer.count)
    let bytes = Array(buffer[start..<end])
    buffer.removeFirst(end)
    start = 0
    return bytes
  }

  private mutating func fill() throws(Failure) {
    do throws(SystemError) {
      let more = try file.next(1 << 18)
      isAtEnd = more.isEmpty
      buffer += more
    } catch {
      throw .unreadable(error)
    }
  }
}
