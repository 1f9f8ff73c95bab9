import Bytes

/// The names in a group string.
enum GroupNames {
  /// The names between the commas; empty ones are none.
  static func split(_ groups: ByteString) -> [ByteString] {
    groups.bytes.split(separator: UInt8(ascii: ",")).map { ByteString($0) }
  }
}
