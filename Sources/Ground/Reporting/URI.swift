import Bytes

/// Paths as references.
enum URI {
  /// A path with everything but the plain characters written by number; absolute ones get their scheme.
  static func path(_ path: String) -> String {
    var text = path.hasPrefix("/") ? "file://" : ""
    for byte in (path.hasPrefix("./") ? String(path.dropFirst(2)) : path).utf8 {
      if ASCII.isAlphanumeric(byte) || "/-._~".utf8.contains(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return text
  }
}
