/// Hexadecimal numbers.
enum Hexadecimal {
  /// Appends two upper-case digits, as Windows shows bytes.
  static func append(_ byte: UInt8, to output: inout [UInt8]) {
    output.append(digit(byte >> 4, letters: UInt8(ascii: "A")))
    output.append(digit(byte & 15, letters: UInt8(ascii: "A")))
  }

  /// Appends `0x` and as many lower-case digits as the number needs.
  static func append(_ number: UInt64, to output: inout [UInt8]) {
    output += [UInt8]("0x".utf8)
    let digits = max(1, (67 - number.leadingZeroBitCount) / 4)
    for place in (0..<digits).reversed() {
      output.append(digit(UInt8(truncatingIfNeeded: number >> (4 * place)) & 15, letters: UInt8(ascii: "a")))
    }
  }

  private static func digit(_ value: UInt8, letters: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : letters + value - 10
  }
}
