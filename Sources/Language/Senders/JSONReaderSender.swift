import Bytes
import JSONText

/// What an agent's json reader sends: the object, written again without blanks.
enum JSONReaderSender: Sender {
  static func send(_ text: ByteString, previous: ByteString?) throws(InputError) -> SentEvent {
    let reader = JSONReader()
    guard text.withView({ reader.parse($0) }), reader.root.kind == .object else {
      throw InputError(
        message: "the agent's json reader drops a line that is no JSON object", hint: "use format = syslog",
        offset: JSONInput.offsetOfError(in: text))
    }
    var writer = ByteWriter()
    writer.write(compactJSON: reader.root)
    return SentEvent(ByteString(writer.bytes))
  }
}
