import Bytes
import JSONText

/// A Windows event as Windows itself would write it, with its message.
package struct RenderedWindowsEvent: Sendable {
  /// The XML: one line, attributes in single quotes, no `RenderingInfo`.
  package var xml: [UInt8]
  /// The provider's text; nil where it is not known.
  package var message: [UInt8]?
  /// What the manager will make nothing of.
  package var warnings: [InputError] = []
  /// Index of the first byte behind the event in the text that was read.
  package var end = 0

  /// What the agent sends.
  package var sent: SentEvent {
    var writer = ByteWriter()
    writer.write("{")
    if let message {
      writer.write(#""Message":"#)
      writer.write(jsonString: ByteString(message))
      writer.write(",")
    }
    writer.write(#""Event":"#)
    writer.write(jsonString: ByteString(xml))
    writer.write("}")
    var sent = SentEvent(queue: .windows, location: "EventChannel", ByteString(writer.bytes))
    sent.warnings = warnings
    WindowsSender.warn(ofSize: &sent)
    return sent
  }
}
