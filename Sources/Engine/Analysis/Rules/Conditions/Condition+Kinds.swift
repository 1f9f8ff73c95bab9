import Bytes
import Patterns
import Rulesets

// Each kind of condition has a file of its own in this folder: how it is tested, how it reads apart from any event, and how
// its failure is told. Here they are only told apart.

extension RuleWalk {
  /// Whether a condition holds that the flat program leaves to its definition.
  func holds(_ condition: Condition, of rule: Int, _ observer: inout some AnalysisObserver) -> Bool {
    switch condition {
    case .text(let condition): return condition.holds(for: self)
    case .address(let field, let condition): return condition.holds(field, for: self)
    case .compiled(let compiled): return compiled.holds(for: event)
    case .minimumSize(let size): return Int(event.log.count) >= size
    case .time(let window): return window.holds(for: self)
    case .weekdays(let days): return days.holds(for: self)
    case .difference: return differsFromLast(rule: rule)
    case .firstTime: return isNew()
    case .list(let condition): return condition.holds(for: self)
    case .history: return history.search(rule: rule, &observer)
    case .decodedAs, .field:
      assertionFailure("the flat program tests these itself")
      return false
    }
  }

  /// A condition that does not hold, in its author's words, with the value it looks at.
  func failure(of condition: Condition, rule: Int) -> FailedCondition {
    let definition = ruleset.rules[rule].definition
    switch condition {
    case .decodedAs: return decoderFailure(definition)
    case .text(let condition): return condition.failure(event)
    case .field(let nameID, let condition): return condition.failure(nameID: nameID, event)
    case .address(let field, let condition): return condition.failure(field, event)
    case .compiled(let rule): return rule.failure
    case .minimumSize(let size): return sizeFailure(size)
    case .time: return TimeWindow.failure(for: self)
    case .weekdays: return WeekdaySet.failure(for: self)
    case .difference: return differenceFailure
    case .firstTime: return firstTimeFailure
    case .list(let condition): return condition.failure(for: self)
    case .history: return historyFailure(definition)
    }
  }
}

extension CompiledRuleset {
  // PERF: the rule is looked at where it is needed; a definition is large to copy.
  func outline(_ condition: Condition, of rule: Int) -> ConditionOutline {
    switch condition {
    case .decodedAs: return decoderOutline(of: rule)
    case .text(let text): return text.outline
    case .field(_, let field): return field.outline
    case .address(let field, let condition): return condition.outline(field)
    case .compiled(let compiled): return compiled.outline
    case .minimumSize(let size): return sizeOutline(size)
    case .time: return TimeWindow.outline
    case .weekdays: return WeekdaySet.outline
    case .difference: return ConditionOutline(kind: .checkDifference, expected: "")
    case .firstTime: return ConditionOutline(kind: .ifFirstTimeSeen, expected: "")
    case .list(let list): return list.outline(among: loaded.lists)
    case .history: return historyOutline(of: rule)
    }
  }
}

extension Condition {
  /// Its pattern and where that is written; nil for conditions without one.
  var pattern: PatternText? {
    switch self {
    case .text(let condition): if case .pattern(let text) = condition.test { text } else { nil }
    case .field(_, let condition): condition.pattern
    default: nil
    }
  }
}
