import Bytes
import Diagnostics
import Senders

/// Takes in what was sent: the first stage of an event. What is none is refused, and the event's log says why.
enum Reception {
  /// What the reference says to an event that it does not process.
  static let notProcessed: ByteString = "(7312): Failed to process the event"

  /// Takes in a log.
  /// - Returns: whether it is an event.
  static func open(_ log: ByteView, location: ByteView, into event: EventState, _ notes: EventLog) -> Bool {
    guard log.count + location.count + 4 <= Envelope.limit else {
      addTooLong(
        "the log has \(log.count) bytes; the engine takes at most \(Envelope.limit - 1) with its location",
        hint: "an agent cuts such a line before it sends it: cut it in the test, too", notes)
      return false
    }
    guard Envelope.open(log, location: location, into: event) else {
      notes.error("(1106): String not correctly formatted.")
      notes.error(notProcessed)
      return false
    }
    return true
  }

  /// Takes in a message of the queue.
  /// - Returns: which decoders it goes to; nil for what is no event.
  static func open(message: ByteView, into event: EventState, _ notes: EventLog) -> Queue? {
    guard message.count <= QueueMessage.limit else {
      addTooLong(
        "the message has \(message.count) bytes; a message of the queue has at most \(QueueMessage.limit)",
        hint: "the sender cuts what is longer: cut it in the test, too", notes)
      return nil
    }
    guard let end = QueueMessage.endOfLocation(message) else {
      var text: ByteString = "(1222): Invalid msg: "
      text.append(ByteString(message))
      notes.error(text)
      return nil
    }
    guard Envelope.open(message: message, endOfLocation: end, into: event) else {
      notes.error("(1106): String not correctly formatted.")
      return nil
    }
    return Queue(byte: message[0])
  }

  private static func addTooLong(_ message: String, hint: String, _ notes: EventLog) {
    notes.add(Diagnostic(.error, code: "log-too-long", message, hint: hint))
    notes.error(notProcessed)
  }
}
