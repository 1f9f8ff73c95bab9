import Bytes
import Rulesets

/// `if_matched_sid`, `if_matched_group`, `if_matched_regex`: a search of the history (``HistorySearch``).
extension RuleWalk {
  func historyFailure(_ rule: RuleDefinition) -> FailedCondition {
    let count = "\(rule.frequency + 1) earlier event\(rule.frequency == 0 ? "" : "s")"
    return FailedCondition(
      element: rule.relations.historyElement.name, value: nil,
      expected: ByteString("\(count) within \(rule.timeframe) s"))
  }
}

extension CompiledRuleset {
  func historyOutline(of rule: Int) -> ConditionOutline {
    let (name, expected) = rules[rule].definition.relations.historyElement
    return ConditionOutline(element: name, expected: expected)
  }
}

extension RuleRelations {
  /// The element that asks for the search, and what it holds.
  fileprivate var historyElement: (name: String, text: ByteString) {
    if let id = ifMatchedSid { return ("if_matched_sid", id) }
    if let group = ifMatchedGroup { return ("if_matched_group", group) }
    return ("if_matched_regex", ifMatchedRegex ?? "")
  }
}
