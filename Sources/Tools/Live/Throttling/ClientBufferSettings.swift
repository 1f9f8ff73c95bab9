import Bytes
import RulesetSyntax

/// `<client_buffer>` of an agent's `ossec.conf`.
package struct ClientBufferSettings: Sendable, Equatable {
  package var isDisabled = false
  /// How many events wait, at most.
  package var size = 5000
  /// How many leave in a second.
  package var eventsPerSecond = 500

  package init() {}

  /// A value that the agent refuses.
  package struct Fault: Error { package var message: String }

  /// Reads the last block of a document; without one, the agent's own values.
  package init(_ document: XMLDocument) throws(Fault) {
    for top in document.topLevelElements where document.name(of: top) == "ossec_config" {
      for section in document.children(of: top) where document.name(of: section) == "client_buffer" {
        for element in document.children(of: section) { try read(element, of: document) }
      }
    }
  }

  private mutating func read(_ element: Int, of document: XMLDocument) throws(Fault) {
    let content = document.content(of: element)
    switch document.name(of: element) {
    case "disabled":
      guard content == "yes" || content == "no" else {
        throw Fault(message: "<disabled> is yes or no, not '\(content)'")
      }
      isDisabled = content == "yes"
    case "queue_size": size = try Self.number(content, "queue_size", 1...100_000)
    case "events_per_second": eventsPerSecond = try Self.number(content, "events_per_second", 1...1000)
    default: throw Fault(message: "<client_buffer> has no <\(document.name(of: element))>")
    }
  }

  private static func number(
    _ text: ByteString, _ name: String, _ range: ClosedRange<Int>
  ) throws(Fault) -> Int {
    guard let number = Int(text.description), range.contains(number) else {
      throw Fault(message: "<\(name)> is a number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return number
  }
}
