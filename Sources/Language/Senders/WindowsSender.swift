import Bytes
import JSONText

/// A Windows event in the forms in which people have it, as the agent would send it: `{"Message": …, "Event": …}`.
enum WindowsSender: Sender {
  /// Longest value that the manager's XML reader takes, in bytes as they stand in JSON, plus one.
  static let valueLimit = 20_480
  private static let location: ByteString = "EventChannel"
  private static let hint =
    #"paste <Event …>…</Event> as Event Viewer shows it, the agent's {"Message": …, "Event": …}, or {"win": …}"#

  static func send(_ text: ByteString, previous: ByteString?) throws(InputError) -> SentEvent {
    let text = withoutEnvelope(text)
    switch text.bytes.first(where: { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }) {
    case UInt8(ascii: "{"): return try sendJSON(text)
    case UInt8(ascii: "<"): return try sendXML(text)
    default:
      throw InputError(message: "not a Windows event: XML or a JSON object is expected", hint: hint, offset: 0)
    }
  }

  /// The text behind `f:LOCATION:`, where it is a whole message.
  private static func withoutEnvelope(_ text: ByteString) -> ByteString {
    guard text.starts(with: "f:"), let end = text.withView({ QueueMessage.endOfLocation($0) }) else { return text }
    return ByteString(text.bytes[(end + 1)...])
  }

  private static func sendJSON(_ text: ByteString) throws(InputError) -> SentEvent {
    let object = try JSONInput.object(text, expected: "a Windows event", hint: hint)
    if object["win"]?.kind == .object {
      return SentEvent(queue: .decodedWindows, location: location, text)
    }
    guard let event = object.children.first(where: { $0.key.lowercased == "event" }) else {
      throw InputError(message: "not a Windows event: the object has neither Event nor win", hint: hint, offset: 0)
    }
    guard let xml = event.bytes else {
      throw InputError(message: "the member Event of the agent's message is text", hint: hint, offset: 0)
    }
    var sent = SentEvent(queue: .windows, location: location, text)
    // Said now, for the manager only loses all fields and says nothing.
    do throws(InputError) {
      sent.warnings = try xml.withView { view throws(InputError) in try WindowsEventRenderer.render(view).warnings }
    } catch {
      sent.warnings = [InputError(message: "the manager cannot read the member Event: \(error.message)")]
    }
    if xml.bytes.contains(UInt8(ascii: "\"")), xml.withView({ hasDoubleQuotedAttribute($0) }) {
      sent.warnings.append(
        InputError(
          message: "attributes in double quotes: the manager cannot read such an event, it will have no fields",
          hint: "Windows writes them in single quotes; paste the XML alone, then it is written in this way"))
    }
    warn(ofSize: &sent)
    return sent
  }

  private static func hasDoubleQuotedAttribute(_ xml: ByteView) -> Bool {
    var at = 0
    while let equals = ("=\"" as ByteString).withView({ xml.firstIndex(of: $0, from: at) }) {
      var open = equals
      while open > 0, xml[open] != UInt8(ascii: "<"), xml[open] != UInt8(ascii: ">") { open -= 1 }
      if xml[open] == UInt8(ascii: "<") { return true }
      at = equals + 2
    }
    return false
  }

  private static func sendXML(_ text: ByteString) throws(InputError) -> SentEvent {
    let event = try text.withView { view throws(InputError) in try WindowsEventRenderer.render(view) }
    return event.sent
  }

  static func warn(ofSize sent: inout SentEvent) {
    // `f:EventChannel:` stands in front.
    let size = sent.text.count + location.count + 3
    guard size > QueueMessage.limit else { return }
    sent.warnings.append(
      InputError(
        message: "the message has \(size) bytes; the agent cuts it behind \(QueueMessage.limit), and the manager "
          + "drops it",
        hint: "shorten the event"))
    sent.text = ByteString(sent.text.bytes.prefix(QueueMessage.limit - location.count - 3))
  }
}

extension ByteString {
  /// Whether the first bytes are those of a text.
  func starts(with prefix: StaticString) -> Bool { withView { $0.starts(with: prefix) } }
}
