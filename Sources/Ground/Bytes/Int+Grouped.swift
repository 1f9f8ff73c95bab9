extension Int {
  /// The number for people: `1234567` as `1,234,567`.
  package var grouped: String {
    var digits = Array(String(magnitude).utf8)
    for at in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(UInt8(ascii: ","), at: at) }
    return (self < 0 ? "-" : "") + String(decoding: digits, as: UTF8.self)
  }
}
