import Bytes

/// C escapes: how bytes that cannot be pasted are written.
public enum Escapes {
  /// Why a text with escapes is not one.
  struct Failure: Error, Equatable {
    /// Offset of the backslash.
    var offset: Int
    var message: String
    var hint: String
  }

  /// Undoes escapes.
  static func decode(_ text: ArraySlice<UInt8>) throws(Failure) -> [UInt8] {
    guard text.contains(UInt8(ascii: "\\")) else { return Array(text) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      guard text[index] == UInt8(ascii: "\\") else {
        decoded.append(text[index])
        index += 1
        continue
      }
      let (byte, length) = try escape(text[index...])
      decoded.append(byte)
      index += length
    }
    return decoded
  }

  /// The byte that the escape at the start of `text` stands for, and the escape's length.
  static func escape(_ text: ArraySlice<UInt8>) throws(Failure) -> (UInt8, Int) {
    let start = text.startIndex
    guard start + 1 < text.endIndex else {
      throw Failure(
        offset: start, message: "a backslash at the end escapes nothing", hint: "write \\\\ for one backslash")
    }
    switch text[start + 1] {
    case UInt8(ascii: "n"): return (10, 2)
    case UInt8(ascii: "t"): return (9, 2)
    case UInt8(ascii: "r"): return (13, 2)
    case UInt8(ascii: "0"): return (0, 2)
    case UInt8(ascii: "a"): return (7, 2)
    case UInt8(ascii: "b"): return (8, 2)
    case UInt8(ascii: "e"): return (27, 2)
    case UInt8(ascii: "f"): return (12, 2)
    case UInt8(ascii: "v"): return (11, 2)
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): return (text[start + 1], 2)
    case UInt8(ascii: "x"):
      guard start + 3 < text.endIndex, let high = ASCII.hexValue(text[start + 2]),
        let low = ASCII.hexValue(text[start + 3])
      else {
        throw Failure(
          offset: start, message: "\\x needs two hexadecimal digits",
          hint: "for example \\x1b, or \\\\x for the text \\x")
      }
      return (high << 4 | low, 4)
    default:
      let letter = String(decoding: text[(start + 1)...].prefix(1), as: UTF8.self)
      throw Failure(
        offset: start, message: "unknown escape \\\(letter)",
        hint:
          "write \\\\\(letter) for a backslash and \(letter); known are \\n \\t \\r \\0 \\a \\b \\e \\f \\v \\xHH \\\\ \\\""
      )
    }
  }

  /// Writes bytes with escapes: control bytes, the backslash, what is not UTF-8, and a blank at the end.
  static func encode(_ text: ByteString, quotes: Bool) -> String {
    var encoded = ""
    let decoded = String(validating: text.bytes, as: UTF8.self)
    if let decoded {
      for scalar in decoded.unicodeScalars { append(scalar, to: &encoded, quotes: quotes) }
    } else {
      for byte in text.bytes {
        if byte < 0x80 {
          append(Unicode.Scalar(byte), to: &encoded, quotes: quotes)
        } else {
          encoded += hexadecimal(byte)
        }
      }
    }
    if !quotes, encoded.hasSuffix(" ") { encoded = encoded.dropLast() + "\\x20" }
    return encoded
  }

  /// A text in double quotes.
  static func quoted(_ text: ByteString) -> String { "\"" + encode(text, quotes: true) + "\"" }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String, quotes: Bool) {
    switch scalar {
    case "\n": text += "\\n"
    case "\t": text += "\\t"
    case "\r": text += "\\r"
    case "\\": text += "\\\\"
    case "\"" where quotes: text += "\\\""
    default:
      // What cannot be seen, or turns the writing around, would hide what a case says.
      if TerminalText.isObeyed(scalar) {
        text += String(scalar).utf8.map(hexadecimal).joined()
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = Array("0123456789abcdef")
    return "\\x\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
  }
}
