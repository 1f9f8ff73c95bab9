import Bytes

/// A message as it is, after a look at its form.
enum QueueSender: Sender {
  static func send(_ text: ByteString, previous: ByteString?) throws(InputError) -> SentEvent {
    guard text.withView({ QueueMessage.endOfLocation($0) }) != nil else {
      throw InputError(
        message: "not a message of the manager's queue: Q:LOCATION:TEXT is expected",
        hint: "write 1:/var/log/auth.log:… for a log, 8:syscheck:{…} for file integrity monitoring", offset: 0)
    }
    guard text.count <= QueueMessage.limit else {
      throw InputError(
        message: "the message has \(text.count) bytes; a message of the queue has at most \(QueueMessage.limit)",
        offset: QueueMessage.limit)
    }
    return SentEvent(queue: Queue(byte: text.bytes[0]), text)
  }
}
