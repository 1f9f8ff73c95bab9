import Bytes
import Memory

extension ByteArena {
  /// Appends a number with six decimals, as C's `%f` does, and says where it is; nil, and nothing, for numbers that need
  /// the C library: those from 2⁶³ on, those that are smaller than 2⁻¹⁰ but not 0, and what is not finite.
  ///
  /// Exact like the original: a fraction of a double from 2⁻¹⁰ on is a multiple of 2⁻⁶³, so that its millionths and what
  /// is left of them are two integers. What is left rounds to the nearest, and half of one to the even.
  public func append(fixed number: Double) -> ByteRange? {
    let magnitude = number.magnitude
    guard magnitude < 0x1p63, magnitude >= 0x1p-10 || magnitude == 0 else { return nil }
    var whole = UInt64(magnitude)
    let fraction = UInt64((magnitude - Double(whole)) * 0x1p63)
    let product = fraction.multipliedFullWidth(by: 1_000_000)
    var millionths = product.high << 1 | product.low >> 63
    let rest = product.low & (1 << 63 - 1)
    if rest > 1 << 62 || (rest == 1 << 62 && !millionths.isMultiple(of: 2)) { millionths += 1 }
    if millionths == 1_000_000 { (whole, millionths) = (whole + 1, 0) }

    let start = count
    if number.sign == .minus { append(UInt8(ascii: "-")) }
    append(decimal: Int(whole))
    guard millionths > 0 else {
      append(literal: ".000000")
      return range(from: start)
    }
    append(UInt8(ascii: "."))
    var unit: UInt64 = 100_000
    while unit > 0 {
      append(UInt8(0x30 + millionths / unit % 10))
      unit /= 10
    }
    return range(from: start)
  }
}
