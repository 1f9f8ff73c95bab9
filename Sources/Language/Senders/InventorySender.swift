import Bytes
import JSONText

/// A change of the inventory, as syscollector reports it.
enum InventorySender: Sender {
  private static let hint = #"{"type":"dbsync_ports","operation":"INSERTED","data":{"local_port":22,…}}"#

  static func send(_ text: ByteString, previous: ByteString?) throws(InputError) -> SentEvent {
    let message = try JSONInput.object(text, expected: "a change of the inventory", hint: hint)
    guard message["type"]?.bytes != nil else {
      throw InputError(message: "a change of the inventory has a text `type`", hint: hint, offset: 0)
    }
    return SentEvent(queue: .inventory, location: "syscollector", text)
  }
}
