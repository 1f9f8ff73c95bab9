/// What the readers left out although no filter said so.
package struct TextLosses: Sendable, Equatable {
  /// Lines with a NUL byte in them, which the collector drops.
  package var withNUL = 0
  /// Lines of a JSON log that are no object.
  package var withoutObject = 0
  /// Events for targets that are sockets of other programs, to which nothing is sent from here.
  package var forSockets = 0

  package init() {}

  /// In words; empty when there is nothing to say.
  package var text: String {
    var parts: [String] = []
    if withNUL > 0 { parts.append("\(withNUL) lines with a NUL byte dropped, as the collector drops them") }
    if withoutObject > 0 { parts.append("\(withoutObject) lines of JSON logs dropped that hold no object") }
    if forSockets > 0 { parts.append("\(forSockets) events for socket targets not sent") }
    return parts.joined(separator: ", ")
  }
}
