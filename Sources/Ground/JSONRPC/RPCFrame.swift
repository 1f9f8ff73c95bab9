/// What a framing finds in a stream.
package enum RPCFrame: Equatable, Sendable {
  /// The body of a message.
  case body([UInt8])
  /// Bytes that are none; reading goes on behind them.
  case fault(RPCFramingFault)
}

/// Why bytes are no message.
package enum RPCFramingFault: Equatable, Sendable {
  /// A header section without a length, or with two that differ.
  case missingLength
  /// A length that is no number.
  case badLength
  /// A header section, a line or a body above the limit, of which this many bytes at least were passed over.
  case tooLong(Int)

  /// In a sentence.
  package var message: String {
    switch self {
    case .missingLength: "A message without one Content-Length was passed over."
    case .badLength: "A message was passed over whose Content-Length is no number."
    case .tooLong(let count): "A message was passed over that is too long: \(count) bytes or more."
    }
  }
}
