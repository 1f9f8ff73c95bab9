import System

/// Standard output: results, and nothing else.
enum StandardOutput {
  static func write(_ bytes: [UInt8]) { StandardStream.output.write(bytes) }

  static func write(_ text: String) { write([UInt8](text.utf8)) }

  /// Clears the screen, where there is one.
  static func clearScreen() {
    if StandardStream.output.isTerminal { StandardStream.output.control(Array("\u{1B}[2J\u{1B}[H".utf8)) }
  }
}

/// Standard error: everything that is no result.
enum StandardError {
  static func write(_ text: String) { StandardStream.error.write([UInt8](text.utf8)) }

  /// Writes a line over the one that the cursor is in, as a progress bar does; only for terminals.
  static func rewriteLine(_ text: String) {
    StandardStream.error.control(Array("\r\u{1B}[K".utf8))
    write(text)
  }
}
