import Bytes

/// A value that is a number as a whole: managers write numbers as texts, too.
enum ValueNumber {
  /// The number; nil for what is none.
  static func read(_ value: ByteView) -> Double? {
    guard !value.isEmpty, value.count <= 32 else { return nil }
    for index in 0..<value.count {
      let byte = value[index]
      guard ASCII.isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") && index == 0 else {
        return nil
      }
    }
    return Double(String(value))
  }
}
