import Analysis
import Bytes

/// An event for which the two rulesets differ.
package struct Witness: Sendable, Equatable {
  /// An event that the engine is given.
  package struct Given: Sendable, Equatable {
    package var log: ByteString
    package var location: ByteString
    package var time: EventTime
    package var format: InputFormat = .syslog

    /// The event, as the engine takes it.
    var event: Event {
      switch format {
      case .syslog: Event(log, location: location, time: time)
      case .queue: Event(message: log, time: time)
      default: (try? format.event(log, location: location, time: time)) ?? Event(log, location: location, time: time)
      }
    }
  }

  /// The event itself.
  package var given: Given
  /// The agent's number.
  package var agent: ByteString
  /// Where it can be found: the manager's name for it, or a line of a file.
  package var place: String
  /// The events of its agent before it, as far as the outcome can depend on them.
  package var context: [Given] = []

  /// The smallest come first: they are the easiest to read. Everything that is shown counts, so that which ones are kept
  /// does not depend on the order in which they came.
  static func precedes(_ left: Witness, _ right: Witness) -> Bool {
    if left.given.log.count != right.given.log.count { return left.given.log.count < right.given.log.count }
    if left.given.log != right.given.log { return left.given.log < right.given.log }
    if left.given.location != right.given.location { return left.given.location < right.given.location }
    if left.given.time != right.given.time { return left.given.time < right.given.time }
    return left.place < right.place
  }

  /// Keeps the smallest of some.
  static func merge(_ left: [Witness], _ right: [Witness], keeping count: Int) -> [Witness] {
    Array((left + right).sorted(by: precedes).prefix(count))
  }
}
