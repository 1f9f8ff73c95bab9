import Bytes

/// The forms in which people have Windows events.
package enum WindowsEventForm {
  /// Whether an event has been decoded before: its first member is `win`.
  package static func isDecoded(_ text: ByteView) -> Bool {
    let open = firstByte(of: text, from: 0)
    guard open < text.count, text[open] == UInt8(ascii: "{") else { return false }
    return text.from(firstByte(of: text, from: open + 1)).starts(with: "\"win\"")
  }

  /// The first byte at or behind an index that is no blank; the number of bytes where there is none.
  private static func firstByte(of text: ByteView, from start: Int) -> Int {
    var at = start
    while at < text.count, text[at] <= 0x20 { at += 1 }
    return at
  }
}
