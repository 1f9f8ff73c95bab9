import Analysis

/// What a side made of the events of a group: the rule, its level, and whether there was an alert.
package struct RuleMark: Hashable, Comparable, Sendable {
  /// No rule.
  package static let noRule = -1

  /// The rule's number; ``noRule`` where none matched.
  package var id: Int
  /// Its level.
  package var level: Int
  /// What became of the event.
  package var verdict: Verdict
  /// Whether the manager writes an alert.
  package var isAlert: Bool
  /// Whether an `ignore` time was running.
  package var isIgnored: Bool

  /// By rule, level and outcome.
  package static func < (left: RuleMark, right: RuleMark) -> Bool { left.order < right.order }

  private var order: (Int, Int, String, Int) {
    (id, level, verdict.rawValue, (isAlert ? 2 : 0) + (isIgnored ? 1 : 0))
  }
}

/// What the events of a group have in common.
package struct GroupKey: Hashable, Comparable, Sendable {
  /// How they come out differently.
  package var kind: DiffKind
  /// What the old ruleset made of them.
  package var old: RuleMark
  /// What the new one makes of them.
  package var new: RuleMark
  /// The decoders, where these are what differs: `parent/name`.
  package var decoders: [String] = []

  /// By kind, then by rules.
  package static func < (left: GroupKey, right: GroupKey) -> Bool {
    if left.kind != right.kind { return left.kind < right.kind }
    if left.old != right.old { return left.old < right.old }
    if left.new != right.new { return left.new < right.new }
    return left.decoders.lexicographicallyPrecedes(right.decoders)
  }
}
