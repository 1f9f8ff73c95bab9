/// Text that a terminal shows as it is: what a log holds must not move the cursor.
enum Printable {
  /// The text with control bytes made visible.
  static func text(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) else {
      return text
    }
    return text.unicodeScalars.map(cell).joined()
  }

  /// One scalar made visible.
  static func cell(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 9: "→"
    case 10: "⏎"
    case 0..<0x20: String(Unicode.Scalar(0x2400 + scalar.value) ?? "?")
    case 0x7F: "␡"
    case 0x80...0x9F: "\u{FFFD}"
    default: String(scalar)
    }
  }
}
