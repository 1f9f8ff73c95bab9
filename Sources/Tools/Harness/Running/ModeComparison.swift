import Analysis
import Explaining

/// Runs the events of a case, or of a session, in the other way of running, too: as the daemon beside logtest, and the
/// reverse.
///
/// Nothing is run twice before the first event at which the two can differ, or unless it is asked for.
package struct ModeComparison {
  private var earlier: [Event] = []
  private var other: OtherMode?
  private let isAskedFor: Bool

  /// More events than these are not kept for the case that the two differ later: they are run at once.
  private static let keptEvents = 2048

  package init(isAskedFor: Bool = false) { self.isAskedFor = isAskedFor }

  /// What the daemon makes of the event that a session has run last; nil where it can only be the same.
  package mutating func production(of event: Event, beside session: Session) -> Production? {
    if let other { return other.production(of: event, beside: session) }
    guard isAskedFor || session.canDifferFromOtherMode || earlier.count >= Self.keptEvents else {
      earlier.append(event)
      return nil
    }
    let other = OtherMode(of: session)
    for event in earlier { other.follow(event) }
    earlier = []
    self.other = other
    return other.production(of: event, beside: session)
  }
}
