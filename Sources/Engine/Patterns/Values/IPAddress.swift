import Bytes

/// An address in the strict textual form that the C library reads: what an event's field must be to be compared with a
/// network (docs/reference/regex.md §7).
enum IPAddress {
  case version4([UInt8])
  case version6([UInt8])

  /// Reads a whole text; nil for what is no address.
  init?(_ text: ByteView) {
    if let bytes = Self.version4(text) {
      self = .version4(bytes)
    } else if let bytes = Self.version6(text) {
      self = .version6(bytes)
    } else {
      return nil
    }
  }

  /// Four decimal numbers up to 255 without leading zeros.
  static func version4(_ text: ByteView) -> [UInt8]? {
    guard 7...15 ~= text.count else { return nil }
    var bytes: [UInt8] = []
    var number = 0
    var digits = 0
    for index in 0...text.count {
      if index < text.count, ASCII.isDigit(text[index]) {
        if digits > 0, number == 0 { return nil }
        number = number * 10 + Int(text[index] - 0x30)
        digits += 1
        if number > 255 { return nil }
      } else {
        guard digits > 0, index == text.count || text[index] == UInt8(ascii: ".") else { return nil }
        bytes.append(UInt8(number))
        (number, digits) = (0, 0)
      }
    }
    return bytes.count == 4 ? bytes : nil
  }

  /// Eight groups of one to four hexadecimal digits, or fewer around one `::`; the last two may be a dotted address.
  static func version6(_ text: ByteView, allowingDotted: Bool = true) -> [UInt8]? {
    var front: [UInt8] = []
    var back: [UInt8] = []
    var isSplit = false
    var at = 0
    if text.starts(with: "::") {
      isSplit = true
      at = 2
      if at == text.count { return [UInt8](repeating: 0, count: 16) }
    }
    while true {
      let start = at
      var value: UInt16 = 0
      while at < text.count, at - start < 4, let digit = ASCII.hexValue(text[at]) {
        value = value << 4 | UInt16(digit)
        at += 1
      }
      guard at > start else { return nil }
      if allowingDotted, at < text.count, text[at] == UInt8(ascii: ".") {
        guard let dotted = version4(text.from(start)) else { return nil }
        if isSplit { back += dotted } else { front += dotted }
        break
      }
      let group = [UInt8(value >> 8), UInt8(value & 0xFF)]
      if isSplit { back += group } else { front += group }
      if at == text.count { break }
      guard text[at] == UInt8(ascii: ":"), at + 1 < text.count else { return nil }
      at += 1
      if text[at] == UInt8(ascii: ":") {
        guard !isSplit else { return nil }
        isSplit = true
        at += 1
        if at == text.count { break }
      }
    }
    let known = front.count + back.count
    guard isSplit ? known <= 14 : known == 16 else { return nil }
    return front + [UInt8](repeating: 0, count: 16 - known) + back
  }
}
