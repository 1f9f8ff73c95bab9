import Bytes
import System

/// A number in a text: the longest that `strtod` would take, without the forms that JSON lacks.
struct JSONNumber {
  /// Its value.
  let value: Double
  /// Index behind it.
  let end: Int

  /// The number at an index, where a digit or a minus stands; nil where none can be read.
  @inline(never)
  init?(_ bytes: ByteView, at start: Int) {
    let limit = bytes.count
    var at = start
    var digits = 0
    // The first nineteen digits, which always fit.
    var magnitude: UInt64 = 0
    let isNegative = bytes[at] == UInt8(ascii: "-")
    if isNegative { at &+= 1 }
    while at < limit, ASCII.isDigit(bytes[at]) {
      if digits < 19 { magnitude = magnitude &* 10 &+ UInt64(bytes[at] &- 0x30) }
      (at, digits) = (at &+ 1, digits &+ 1)
    }
    let isInteger = at == limit || (bytes[at] != UInt8(ascii: ".") && bytes[at] | 0x20 != UInt8(ascii: "e"))
    if isInteger, digits > 0, digits <= 19 {
      // The conversion rounds as strtod does.
      value = isNegative ? -Double(magnitude) : Double(magnitude)
      end = at
      return
    }
    if at < limit, bytes[at] == UInt8(ascii: ".") {
      at &+= 1
      while at < limit, ASCII.isDigit(bytes[at]) { (at, digits) = (at &+ 1, digits &+ 1) }
    }
    guard digits > 0 else { return nil }
    end = Self.endOfExponent(bytes, at)
    value = CNumber.value(bytes[start..<end])
  }

  /// The index behind an exponent at an index; the index itself where there is none.
  private static func endOfExponent(_ bytes: ByteView, _ start: Int) -> Int {
    let limit = bytes.count
    guard start < limit, bytes[start] | 0x20 == UInt8(ascii: "e") else { return start }
    var at = start + 1
    if at < limit, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
    guard at < limit, ASCII.isDigit(bytes[at]) else { return start }
    while at < limit, ASCII.isDigit(bytes[at]) { at += 1 }
    return at
  }

}
