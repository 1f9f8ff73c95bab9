import Bytes
import JSONText

/// The agent that an event of the archives came from.
package struct ArchivedAgent: Sendable, Equatable {
  package var id: ByteString
  package var name: ByteString
  package var ip: ByteString

  init(id: ByteString, name: ByteString, ip: ByteString) {
    (self.id, self.name, self.ip) = (id, name, ip)
  }

  /// The agent of a document; nil for the manager itself.
  init?(_ agent: JSONValue?) {
    guard let agent, let id = agent["id"]?.bytes, id != "000", let name = agent["name"]?.bytes else { return nil }
    self.init(id: id, name: name, ip: agent["ip"]?.bytes ?? "any")
  }

  /// `[001] (web) 10.0.0.1->/var/log/x`
  func envelope(around place: ByteString) -> ByteString {
    let parts: [ByteString] = ["[", id, "] (", name, ") ", ip, "->", place]
    return parts.reduce(into: ByteString()) { $0.append($1) }
  }
}
