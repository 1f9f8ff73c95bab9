import Bytes

/// Text in pages.
package enum HTMLText {
  /// Text of one line as it may stand in an element or an attribute.
  package static func escaped(_ text: String) -> String { encoded(TerminalText.line(text)) }

  /// Text whose line feeds and tabs stay.
  package static func block(_ text: String) -> String { encoded(TerminalText.paragraph(text)) }

  private static func encoded(_ shown: String) -> String {
    guard shown.utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return shown }
    var bytes: [UInt8] = []
    for byte in shown.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
      case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
      case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
      case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
      case UInt8(ascii: "'"): bytes += Array("&#39;".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
