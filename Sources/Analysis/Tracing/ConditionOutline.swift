import Bytes
import Rulesets

/// A condition of a rule, whatever the event.
public struct ConditionOutline: Sendable {
  /// The element, as an author writes it: `match`, `field`, `srcip`, `list` …
  public var element: String
  /// The field's name, for `field` and `list`.
  public var field: ByteString?
  /// Its pattern and where that is written; nil for conditions without one.
  public var pattern: PatternText?

  /// A condition.
  public init(element: String, field: ByteString? = nil, pattern: PatternText? = nil) {
    self.element = element
    self.field = field
    self.pattern = pattern
  }
}

extension CompiledRuleset {
  /// A rule's conditions in the order in which the engine tests them.
  /// - Parameter rule: index in ``RuleForest/rules``.
  public func conditions(ofRule rule: Int) -> [ConditionOutline] { rules[rule].conditions.map(\.outline) }
}

extension Condition {
  fileprivate var outline: ConditionOutline {
    switch self {
    case .decodedAs: return ConditionOutline(element: "decoded_as")
    case .text(let condition):
      var outline = ConditionOutline(element: condition.subject.elementName)
      if case .pattern(let text) = condition.test { outline.pattern = text }
      return outline
    case .field(_, let condition):
      return ConditionOutline(element: "field", field: condition.name, pattern: condition.pattern)
    case .address(let field, _): return ConditionOutline(element: String(describing: field.name))
    case .compiled: return ConditionOutline(element: "compiled_rule")
    case .minimumSize: return ConditionOutline(element: "maxsize")
    case .time: return ConditionOutline(element: "time")
    case .weekdays: return ConditionOutline(element: "weekday")
    case .difference: return ConditionOutline(element: "check_diff")
    case .firstTime: return ConditionOutline(element: "if_fts")
    case .list(let condition):
      return ConditionOutline(element: "list", field: condition.subject.name, pattern: condition.checkValue)
    case .history: return ConditionOutline(element: "history")
    }
  }
}
