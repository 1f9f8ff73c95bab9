import Bytes
import LineEditing
import SystemPackage

/// Standard output: results, and nothing else.
///
/// A terminal gets no control characters but line feeds, tabs and colours: whatever else there is came from a log or a
/// ruleset, and a terminal would obey it.
enum StandardOutput {
  private static let isTerminal = Terminal.isInteractive(.standardOutput)

  static func write(_ bytes: [UInt8]) {
    StandardStream.write(isTerminal ? TerminalText.printableScreen(bytes) : bytes, to: .standardOutput)
  }

  /// Clears the screen, where there is one.
  static func clearScreen() {
    if isTerminal { StandardStream.write(Array("\u{1B}[2J\u{1B}[H".utf8), to: .standardOutput) }
  }

  static func write(_ text: String) { write([UInt8](text.utf8)) }
}

/// Standard error: everything that is no result.
enum StandardError {
  static func write(_ text: String) { StandardStream.write([UInt8](text.utf8), to: .standardError) }
}

private enum StandardStream {
  static func write(_ bytes: [UInt8], to descriptor: FileDescriptor) {
    do {
      _ = try bytes.withUnsafeBytes { try descriptor.writeAll($0) }
    } catch {
      // The reader has gone (a pipe into `head`): there is nobody left to tell.
      ExitStatus.success.exit()
    }
  }
}

/// Reads standard input line by line, as bytes, handing out each line as soon as it is complete.
struct LineReader {
  private var buffer: [UInt8] = []
  private var start = 0
  private var atEnd = false
  private let descriptor: FileDescriptor

  init(_ descriptor: FileDescriptor = .standardInput) { self.descriptor = descriptor }

  /// The next line without its line end; nil at the end of the input.
  mutating func next() throws -> ByteString? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 10) {
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
      var chunk = [UInt8](repeating: 0, count: 1 << 18)
      let count = try chunk.withUnsafeMutableBytes { try descriptor.read(into: $0) }
      if count == 0 { atEnd = true } else { buffer.append(contentsOf: chunk[..<count]) }
    }
  }
}
