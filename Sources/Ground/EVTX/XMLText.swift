/// Texts of Windows as UTF-8, escaped for XML.
enum XMLText {
  /// What is written in another way.
  enum Escaping: Sendable {
    /// Nothing.
    case none
    /// `&`, `<` and `>`.
    case text
    /// These and `'`, which stands around attributes.
    case attribute
  }

  /// Appends UTF-16 in little-endian order. Half a pair becomes U+FFFD.
  static func append(utf16 bytes: ArraySlice<UInt8>, to output: inout [UInt8], escaping: Escaping) {
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let unit = UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8
      index += 2
      // PERF: nearly all of a log is ASCII.
      if unit < 0x80 {
        append(UInt8(truncatingIfNeeded: unit), to: &output, escaping: escaping)
      } else if unit & 0xFC00 == 0xD800, index + 1 < bytes.endIndex, bytes[index + 1] & 0xFC == 0xDC {
        let low = UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8
        index += 2
        append(scalar: 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF), to: &output)
      } else {
        append(scalar: unit & 0xF800 == 0xD800 ? 0xFFFD : unit, to: &output)
      }
    }
  }

  /// Appends one byte of ASCII.
  @inline(__always)
  static func append(_ byte: UInt8, to output: inout [UInt8], escaping: Escaping) {
    switch byte {
    case UInt8(ascii: "&") where escaping != .none: output += [UInt8]("&amp;".utf8)
    case UInt8(ascii: "<") where escaping != .none: output += [UInt8]("&lt;".utf8)
    case UInt8(ascii: ">") where escaping != .none: output += [UInt8]("&gt;".utf8)
    case UInt8(ascii: "'") where escaping == .attribute: output += [UInt8]("&apos;".utf8)
    default: output.append(byte)
    }
  }

  private static func append(scalar: UInt32, to output: inout [UInt8]) {
    guard let scalar = Unicode.Scalar(scalar) else { return }
    output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
