import Bytes

/// Escapes that a JSON text may have and no text of ours: `\u0000`, and halves of a pair that stand alone.
///
/// Editors send them, for their texts are UTF-16: a half of a pair when the other half has just been deleted. The reader,
/// which reads as the manager does, ends a text at the first and refuses a document with the second, so a change of a
/// document would be lost. They become U+FFFD, which is one unit in UTF-16, too, so that columns stay what they are.
enum UnicodeEscapes {
  /// The text with such escapes replaced.
  static func replaced(in text: [UInt8]) -> [UInt8] {
    var result = text
    var at = 0
    var pending: Int?
    while let backslash = text[at...].firstIndex(of: UInt8(ascii: "\\")) {
      if let half = pending, backslash != half + 6 { replace(half, &result, &pending) }
      guard let unit = unit(at: backslash, in: text) else {
        if let half = pending { replace(half, &result, &pending) }
        at = min(backslash + 2, text.count)
        continue
      }
      at = backslash + 6
      switch unit {
      case 0xD800..<0xDC00:
        if let half = pending { replace(half, &result, &pending) }
        pending = backslash
      case 0xDC00..<0xE000:
        if pending == nil { write(backslash, &result) } else { pending = nil }
      default:
        if let half = pending { replace(half, &result, &pending) }
        if unit == 0 { write(backslash, &result) }
      }
    }
    if let half = pending { write(half, &result) }
    return result
  }

  /// The number in an escape; nil where there is none.
  private static func unit(at backslash: Int, in text: [UInt8]) -> Int? {
    guard backslash + 6 <= text.count, text[backslash + 1] == UInt8(ascii: "u") else { return nil }
    var unit = 0
    for byte in text[backslash + 2..<backslash + 6] {
      guard let digit = ASCII.hexValue(byte) else { return nil }
      unit = unit << 4 | Int(digit)
    }
    return unit
  }

  private static func replace(_ half: Int, _ result: inout [UInt8], _ pending: inout Int?) {
    write(half, &result)
    pending = nil
  }

  private static func write(_ place: Int, _ result: inout [UInt8]) {
    result.replaceSubrange(place + 2..<place + 6, with: Array("fffd".utf8))
  }
}
