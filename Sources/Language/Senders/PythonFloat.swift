/// How Python writes a number that is not whole: the shortest digits that read as the same number.
enum PythonFloat {
  /// Such as `1.5`, `1e-05`, `1.2345678901234568e+16`, `-0.0`, `Infinity`.
  static func text(_ number: Double) -> String {
    guard number.isFinite else { return number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity" }
    // Swift has the same digits, but begins to write exponents at another size.
    let sign = number.sign == .minus ? "-" : ""
    let shortest = number.magnitude.description.utf8
    let parts = shortest.split(separator: UInt8(ascii: "e"))
    var digits: [UInt8] = []
    var point = 0
    var hasPoint = false
    for byte in parts[0] {
      if byte == UInt8(ascii: ".") {
        hasPoint = true
      } else {
        digits.append(byte)
        if !hasPoint { point += 1 }
      }
    }
    if parts.count > 1 { point += Int(String(decoding: parts[1], as: UTF8.self)) ?? 0 }
    let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    guard zeros < digits.count else { return sign + "0.0" }
    digits.removeFirst(zeros)
    point -= zeros
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return sign + (-4..<16 ~= point - 1 ? plain(digits, point) : scientific(digits, point - 1))
  }

  private static func plain(_ digits: [UInt8], _ point: Int) -> String {
    let text = String(decoding: digits, as: UTF8.self)
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + text }
    if point >= digits.count { return text + String(repeating: "0", count: point - digits.count) + ".0" }
    return String(decoding: digits[..<point], as: UTF8.self) + "." + String(decoding: digits[point...], as: UTF8.self)
  }

  private static func scientific(_ digits: [UInt8], _ exponent: Int) -> String {
    let mantissa = String(decoding: digits[..<1], as: UTF8.self)
    let rest = digits.count > 1 ? "." + String(decoding: digits[1...], as: UTF8.self) : ""
    let power = String(exponent.magnitude)
    return mantissa + rest + (exponent < 0 ? "e-" : "e+") + (power.count < 2 ? "0" : "") + power
  }
}
