import Bytes
import Diagnostics
import Rulesets
import System
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads lines as bytes, handing out each line as soon as it is complete.
package struct LineReader {
  private var buffer: [UInt8] = []
  private var start = 0
  private var atEnd = false
  private let descriptor: FileDescriptor
  private let check: (() throws -> Void)?
  private var number = 0

  /// - Parameter check: is asked before each line whether anybody is there for what becomes of it.
  package init(_ descriptor: FileDescriptor, check: (() throws -> Void)? = nil) {
    self.descriptor = descriptor
    self.check = check
  }

  /// The next line without its line end; nil at the end of the input.
  package mutating func next() throws -> ByteString? {
    try check?()
    number += 1
    var searched = start
    while true {
      guard searched - start <= SizeLimits.line else {
        throw BadInput(
          Diagnostic(
            .error, code: "line-too-long",
            "line \(number) of \(descriptor == .standardInput ? "standard input" : "the file") is longer than "
              + "\(SizeLimits.shown(SizeLimits.line))",
            hint: "a line is a log, or a question in JSON"))
      }
      if let end = lineFeed(from: searched) {
        defer { start = end + 1 }
        return ByteString(Array(buffer[start..<end]))
      }
      searched = buffer.count
      if atEnd {
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

  private func lineFeed(from start: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard start < bytes.count, let base = bytes.baseAddress else { return nil }
      return memchr(base + start, 10, bytes.count - start).map { base.distance(to: UnsafeRawPointer($0)) }
    }
  }

  /// Whether the input goes on with some bytes, which are not taken.
  mutating func isNext(_ bytes: [UInt8]) throws -> Bool {
    while buffer.count - start < bytes.count, !atEnd { try fill() }
    return buffer[start...].starts(with: bytes)
  }

  /// The next bytes, fewer at the end of the input.
  mutating func take(_ count: Int) throws -> [UInt8] {
    while buffer.count - start < count, !atEnd { try fill() }
    let end = min(start + count, buffer.count)
    let bytes = Array(buffer[start..<end])
    buffer.removeFirst(end)
    start = 0
    return bytes
  }

  private mutating func fill() throws {
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    let count = try read(into: &chunk)
    if count == 0 { atEnd = true } else { buffer.append(contentsOf: chunk[..<count]) }
  }

  private func read(into chunk: inout [UInt8]) throws -> Int {
    while true {
      do {
        return try chunk.withUnsafeMutableBytes { try descriptor.read(into: $0) }
      } catch let reason as Errno {
        guard reason != .wouldBlock else {
          var source = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
          _ = poll(&source, 1, -1)
          continue
        }
        guard descriptor == .standardInput else { throw reason }
        let why = reason == .badFileDescriptor ? "it is closed" : "\(reason)"
        throw BadInput(Diagnostic(.error, code: "unreadable", "standard input cannot be read: \(why)"))
      }
    }
  }
}
