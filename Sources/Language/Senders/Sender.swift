import Bytes
import JSONText

/// Makes of what a person has the message that its sender would send to the manager.
protocol Sender {
  /// The message of a text.
  /// - Parameter previous: what the manager knew before, for senders of results that are compared with it.
  static func send(_ text: ByteString, previous: ByteString?) throws(InputError) -> SentEvent
}

/// A message on its way to the manager, in its parts.
package struct SentEvent: Sendable {
  /// Where it goes.
  package var queue: Queue
  /// Where this sender's messages say they come from; nil where that is up to the user.
  package var location: ByteString?
  /// What is sent.
  package var text: ByteString
  /// What the database answers about it.
  package var answers = DatabaseAnswers()
  /// What the user should know about it although it is sent.
  package var warnings: [InputError] = []

  init(queue: Queue = .log, location: ByteString? = nil, _ text: ByteString) {
    self.queue = queue
    self.location = location
    self.text = text
  }

  /// The location to use where the user has given one: `stdin`, which says nothing, gives way to the sender's own, also
  /// behind an agent's envelope.
  package func location(given: ByteString) -> ByteString {
    guard let location else { return given }
    let silent: ByteString = "stdin"
    if given == silent { return location }
    guard given.bytes.suffix(silent.count + 2).elementsEqual("->stdin".utf8) else { return given }
    return ByteString(given.bytes.dropLast(silent.count) + location.bytes)
  }
}
