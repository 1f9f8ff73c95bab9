/// By what changed events are put together in a report.
package enum DiffBreakdown: String, CaseIterable, Sendable {
  /// By the edit that does it.
  case edit
  /// By the rule that they were of.
  case rule
  /// By the decoder that they were of.
  case decoder
  /// By the groups of the rule.
  case group
  /// By the agent that they come from.
  case agent
}
