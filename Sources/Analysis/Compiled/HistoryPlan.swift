import Rulesets

/// What a rule with a history asks of it.
///
/// PERF: an object, so that a search counts one reference where a copy of the definition would count dozens.
final class HistoryPlan: Sendable {
  let definition: RuleDefinition
  let source: HistorySource
  let level: Int
  let frequency: Int
  let timeframe: Int
  let isGlobalFrequency: Bool
  let historyFilters: [HistoryFilter]

  /// The plan of a rule; nil for one without history.
  init?(_ rule: RuleDefinition) {
    guard let source = rule.history else { return nil }
    definition = rule
    self.source = source
    level = rule.level
    frequency = rule.frequency
    timeframe = rule.timeframe
    isGlobalFrequency = rule.isGlobalFrequency
    historyFilters = rule.historyFilters
  }
}
