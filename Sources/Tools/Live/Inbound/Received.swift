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
  /// Datagrams that the system threw away, because they came faster than they could be taken.
  package var overrun = 0

  package init() {}

  /// In words; empty when nothing was lost.
  package var text: String {
    var parts: [String] = []
    if tooLong > 0 { parts.append("\(tooLong) messages of more than 65535 bytes dropped") }
    if cut > 0 { parts.append("\(cut) lines cut after 65535 bytes") }
    if refused > 0 { parts.append("\(refused) connections turned away") }
    if overrun > 0 { parts.append("\(overrun) datagrams lost, which came faster than they could be taken") }
    return parts.joined(separator: ", ")
  }
}
