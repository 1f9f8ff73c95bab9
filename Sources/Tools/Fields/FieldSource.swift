import Bytes

/// Who sets a field.
package enum FieldSource: Sendable, Hashable {
  /// The order of a decoder, or of one of its chain.
  case order(ByteString)
  /// A decoder of JSON or another one in code, which sets what the log has.
  case json(ByteString)
  /// A module of the manager, under the name of its decoder.
  case module(ByteString)
  /// The Windows event channel.
  case windows
  /// Events of any decoder come here.
  case anything
}
