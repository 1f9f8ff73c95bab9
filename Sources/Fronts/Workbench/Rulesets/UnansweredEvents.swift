import Diagnostics

/// Events about which nothing can be said, because a pattern reached a limit that is Assay's: a run that met one of them
/// does not end well.
package struct UnansweredEvents: Sendable {
  private var count = 0
  private var first: Diagnostic?

  package init() {}

  /// Takes in why an event has no answer; nil when it has one.
  package mutating func note(_ reason: Diagnostic?) {
    guard let reason else { return }
    count += 1
    if first == nil { first = reason }
  }

  /// Takes in those of another part of the run.
  package mutating func add(_ other: UnansweredEvents) {
    count += other.count
    if first == nil { first = other.first }
  }

  /// Refuses the answer when there are some.
  package func check() throws(BadInput) {
    guard var failure = first else { return }
    if count > 1 { failure.notes.append(.init("\(count) events have no answer; this is about the first of them.")) }
    throw BadInput(failure)
  }
}
