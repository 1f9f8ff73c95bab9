/// Reads fixed patterns of digits and marks.
struct DigitReader {
  private let text: [UInt8]
  private var index = 0

  init(_ text: [UInt8]) { self.text = text }

  var isAtEnd: Bool { index == text.count }

  mutating func skip(_ mark: StaticString) -> Bool {
    let length = mark.utf8CodeUnitCount
    guard index + length <= text.count else { return false }
    for offset in 0..<length where text[index + offset] != mark.utf8Start[offset] { return false }
    index += length
    return true
  }

  mutating func number(_ width: Int) -> Int? {
    guard index + width <= text.count else { return nil }
    var value = 0
    for byte in text[index..<index + width] {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    index += width
    return value
  }

  mutating func digits(atMost limit: Int) -> Int? {
    let start = index
    var value = 0
    while index < text.count, text[index] >= 0x30, text[index] <= 0x39 {
      guard index - start < limit else { return nil }
      value = value * 10 + Int(text[index] - 0x30)
      index += 1
    }
    return index > start ? value : nil
  }

  /// The digits behind a decimal point as thousandths; further digits are read and dropped.
  mutating func fraction() -> Int? {
    var value = 0
    var count = 0
    while index < text.count, text[index] >= 0x30, text[index] <= 0x39 {
      if count < 3 { value = value * 10 + Int(text[index] - 0x30) }
      count += 1
      index += 1
    }
    guard count > 0 else { return nil }
    for _ in min(count, 3)..<3 { value *= 10 }
    return value
  }
}
