import Bytes

extension ByteString {
  /// Decodes base64 (RFC 4648 §4, padding may be missing); nil for anything else.
  public init?(base64 text: ByteView) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3 + 3)
    var bits: UInt32 = 0
    var count = 0
    var length = text.count
    while length > 0, text[length - 1] == UInt8(ascii: "="), text.count - length < 2 { length -= 1 }
    for index in 0..<length {
      let value: UInt32
      switch text[index] {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = UInt32(text[index]) - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = UInt32(text[index]) - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt32(text[index]) + 4
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      default: return nil
      }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    // A single left-over digit holds no byte.
    guard count < 6 else { return nil }
    self.init(bytes)
  }

  /// The bytes in base64, padded.
  public var base64: ByteString {
    let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    var text: [UInt8] = []
    text.reserveCapacity((count + 2) / 3 * 4)
    for start in stride(from: 0, to: count, by: 3) {
      let group = bytes[start..<Swift.min(start + 3, count)]
      let word = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for index in 0..<4 {
        let digit = alphabet.utf8Start[Int(word >> UInt32(18 - 6 * index) & 63)]
        text.append(index <= group.count ? digit : UInt8(ascii: "="))
      }
    }
    return ByteString(text)
  }
}
