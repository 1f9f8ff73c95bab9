import Bytes

/// A line as it is.
enum LineSender: Sender {
  static func send(_ text: ByteString, previous: ByteString?) throws(InputError) -> SentEvent { SentEvent(text) }
}
