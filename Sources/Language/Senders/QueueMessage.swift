import Bytes

/// The record in which everything reaches the manager: `Q:LOCATION:TEXT`.
///
/// In the location `|` takes the meaning from the byte behind it; the text is all that follows the first colon that
/// still has one.
package enum QueueMessage {
  /// Most bytes of a message.
  package static let limit = 65_535

  /// Index of the colon behind the location; nil for what is no message.
  package static func endOfLocation(_ message: ByteView) -> Int? {
    guard message.count >= 4 else { return nil }
    var at = 2
    while at < message.count {
      switch message[at] {
      case UInt8(ascii: "|"): at += 2
      case UInt8(ascii: ":"): return at
      default: at += 1
      }
    }
    return nil
  }
}
