import Bytes

/// Numbers as the collector's settings write them.
enum ConfiguredNumber {
  /// Digits and nothing else.
  static func plain(_ text: ByteString) -> Int? {
    guard !text.isEmpty, text.bytes.allSatisfy(ASCII.isDigit) else { return nil }
    return Int(text.description).flatMap { $0 <= Int(Int32.max) ? $0 : nil }
  }

  /// A number in C's notation (`010` is eight, `0x10` sixteen) and what follows it; nil where there is none.
  ///
  /// - Parameters:
  ///   - text: what is written.
  ///   - largest: what a larger number becomes, at most 2^59.
  static func integer(_ text: ByteString, largest: Int = 1 << 40) -> (value: Int, rest: ArraySlice<UInt8>)? {
    var rest = text.bytes[...].drop { $0 == 0x20 || (9...13).contains($0) }
    var isNegative = false
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    var base = 10
    if rest.first == UInt8(ascii: "0") {
      let second = rest.dropFirst().first.map(ASCII.fold)
      let isHexadecimal = second == UInt8(ascii: "x") && rest.dropFirst(2).first.flatMap(ASCII.hexValue) != nil
      base = isHexadecimal ? 16 : 8
      if isHexadecimal { rest = rest.dropFirst(2) }
    }
    var value = 0
    var digits = 0
    while let digit = rest.first.flatMap(ASCII.hexValue), digit < base {
      value = min(value * base + Int(digit), largest)
      digits += 1
      rest = rest.dropFirst()
    }
    return digits > 0 ? (isNegative ? -value : value, rest) : nil
  }

  /// A time span in seconds: a number in C's notation with a unit, `s m h d w`.
  /// - Parameters:
  ///   - text: what is written.
  ///   - needsUnit: whether the unit may be missing, and then is seconds.
  static func span(_ text: ByteString, needsUnit: Bool) -> Int? {
    guard let (value, rest) = integer(text), value > 0 else { return nil }
    let factor: Int
    switch rest.first {
    case nil: factor = needsUnit ? 0 : 1
    case UInt8(ascii: "s"): factor = 1
    case UInt8(ascii: "m"): factor = 60
    case UInt8(ascii: "h"): factor = 3600
    case UInt8(ascii: "d"): factor = 86_400
    case UInt8(ascii: "w"): factor = 604_800
    default: factor = 0
    }
    return factor > 0 && rest.count <= 1 ? value * factor : nil
  }

  /// A number of bytes with a unit, at most 2 GiB.
  static func size(_ text: ByteString) -> Int64? {
    let digits = text.bytes.prefix(while: ASCII.isDigit)
    guard let value = Int64(String(decoding: digits, as: UTF8.self)), value <= 1 << 40 else { return nil }
    let factor: Int64 =
      switch text.bytes.dropFirst(digits.count).first.map(ASCII.fold) {
      case UInt8(ascii: "k"): 1 << 10
      case UInt8(ascii: "m"): 1 << 20
      case UInt8(ascii: "g"): 1 << 30
      default: 1
      }
    return value * factor <= 2 << 30 ? value * factor : nil
  }
}
