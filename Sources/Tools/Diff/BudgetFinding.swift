/// A line of a budget that is not kept.
package struct BudgetFinding: Sendable, Equatable {
  /// The line, as it was written.
  package var line: String
  package var number: Int
  /// What there is instead.
  package var message: String
}
