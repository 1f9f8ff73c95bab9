import Bytes

/// Whether a file holds text, as `<ignore_binaries>` asks (docs/reference/live.md §B.4).
enum TextCheck {
  /// - Parameter beginning: the file's first bytes.
  static func isText(_ beginning: ByteView) -> Bool { isASCII(beginning) || isUTF8(beginning) }

  /// The first ten lines.
  private static func isASCII(_ bytes: ByteView) -> Bool {
    var lines = 0
    for byte in bytes.buffer {
      if byte >= 0x80 { return false }
      if byte == 10 {
        lines += 1
        if lines == 10 { return true }
      }
    }
    return true
  }

  /// The first 1,400 characters.
  private static func isUTF8(_ bytes: ByteView) -> Bool {
    var decoder = UTF8()
    var iterator = bytes.buffer.makeIterator()
    for _ in 0..<1400 {
      switch decoder.decode(&iterator) {
      case .scalarValue: continue
      case .emptyInput: return true
      case .error: return false
      }
    }
    return true
  }
}
