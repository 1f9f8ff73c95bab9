/// What the manager's daemon makes of an event, beside what logtest makes of it.
package struct Production: Sendable, Equatable {
  /// What becomes of the event in production.
  package enum Effect: String, Sendable, CaseIterable {
    /// An alert is written.
    case alert
    /// The event is processed, and no alert is written.
    case silent
    /// The daemon drops the event before the rules.
    case dropped
  }

  /// What becomes of the event in production.
  package var effect: Effect
  /// Whether logtest comes to the same: the same rule, and an alert or none.
  package var isSame: Bool
  /// In what they differ, in a sentence; nil where they do not.
  package var difference: String?

  /// What becomes of an event.
  package init(_ effect: Effect, isSame: Bool, difference: String? = nil) {
    self.effect = effect
    self.isSame = isSame
    self.difference = difference
  }
}
