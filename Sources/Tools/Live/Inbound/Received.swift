import Bytes

/// What came in from outside; valid only during the call that hands it over.
package enum Received {
  /// A message of the manager's queue, `Q:LOCATION:TEXT`.
  case message(ByteView)
  /// A log of a remote sender, from its address.
  case log(ByteView, from: ByteString)
}

/// Why nothing can be received.
package struct InboundFailure: Error {
  package var message: String
  package var hint: String
}

/// What was lost on the way in, by what was sent.
package struct InboundLosses: Sendable, Equatable {
  /// Messages that are longer than any message is.
  package var tooLong = 0
  /// Lines of which the end was cut off.
  package var cut = 0
  /// Connections for which there was no room.
  package var refused = 0

  package init() {}
}
