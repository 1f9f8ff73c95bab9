import Rulesets

/// What two rulesets' answers to an event are compared by, without a document being made or anything copied.
package struct EventTraits: Sendable, Equatable {
  /// No decoder took the event.
  package static let noDecoder: Int32 = -1

  /// What became of the event.
  package var verdict: Verdict
  /// Whether the manager would write an alert.
  package var isAlert: Bool
  /// The rule that is reported, as an index in ``/Rulesets/RuleForest/rules``; −1 without one.
  package var rule: Int32
  /// The rule that matched, where its `ignore` time is running and its parent is reported.
  package var counted: Int32
  /// The decoder: an index in ``/Rulesets/DecoderForest/definitions``, ``noDecoder``, or a number below that for one that no
  /// file defines.
  package var decoder: Int32
  /// Names and values of all fields in their order, mixed into a number: it means something only beside another one of this
  /// process.
  package var fields: Int
}
