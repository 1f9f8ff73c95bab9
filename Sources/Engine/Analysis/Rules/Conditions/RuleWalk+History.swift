import Bytes
import RulesetSyntax
import Rulesets

/// `if_matched_sid`, `if_matched_group`, `if_matched_regex`: a search of the history (``HistorySearch``).
extension RuleWalk {
  func historyFailure(_ rule: RuleDefinition) -> FailedCondition {
    let count = (rule.frequency + 1).counted("earlier event")
    return FailedCondition(
      rule.relations.historyCondition.kind, value: nil,
      expected: ByteString("\(count) within \(rule.timeframe) s"))
  }
}

extension CompiledRuleset {
  func historyOutline(of rule: Int) -> ConditionOutline {
    let (kind, expected) = rules[rule].definition.relations.historyCondition
    return ConditionOutline(kind: kind, expected: expected)
  }
}

extension RuleRelations {
  /// The element that asks for the search, and what it holds.
  fileprivate var historyCondition: (kind: ConditionKind, text: ByteString) {
    if let id = ifMatchedSid { return (.ifMatchedSid, id) }
    if let group = ifMatchedGroup { return (.ifMatchedGroup, group) }
    return (.ifMatchedRegex, ifMatchedRegex ?? "")
  }
}
