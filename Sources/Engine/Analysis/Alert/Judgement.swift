/// How an event is judged, in brief: what daemon and logtest are compared by.
package struct Judgement: Sendable, Equatable {
  /// What became of it.
  package var verdict: Verdict
  /// Whether the manager would write an alert.
  package var isAlert: Bool
  /// The rule that is reported, as an index in ``/Rulesets/RuleForest/rules``.
  package var rule: Int?
  /// The rule whose `ignore` time is running, where its parent is reported in its place.
  package var suppressed: Int?
}
