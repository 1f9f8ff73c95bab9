import Bytes
import Diagnostics
import Rulesets

/// A condition of a rule as its author wrote it, apart from any event.
public struct ConditionOutline: Sendable {
  /// The element or attribute: `match`, `field`, `srcip`, `maxsize`, `if_matched_sid` …
  public var element: String
  /// The field's name, for `field` and `list`.
  public var field: ByteString?
  /// What it asks for.
  public var expected: ByteString
  /// Its pattern; nil for conditions without one.
  public var pattern: PatternText?
  /// Whether the element is negated.
  public var isNegated = false
  /// Where it is written; nil where only the element's name can tell.
  public var location: SourceLocation?
}

extension CompiledRuleset {
  /// The conditions of a rule in the order in which the engine tests them; those behind the first that fails are not
  /// looked at.
  ///
  /// The relations that put a rule into the tree (`if_sid`, `if_group`, `if_level`, `category`) are none: a rule is
  /// offered to the events that its parents took.
  /// - Parameter rule: index in ``/Rulesets/RuleForest/rules``.
  public func conditions(ofRule rule: Int) -> [ConditionOutline] {
    rules[rule].conditions.map { outline($0, of: rule) }
  }

  /// Number of conditions of a rule.
  public func conditionCount(ofRule rule: Int) -> Int { rules[rule].conditions.count }

  /// One condition of a rule.
  public func condition(_ number: Int, ofRule rule: Int) -> ConditionOutline {
    outline(rules[rule].conditions[number], of: rule)
  }

  // PERF: the rule is looked at where it is needed; a definition is large to copy.
  private func outline(_ condition: Condition, of rule: Int) -> ConditionOutline {
    switch condition {
    case .decodedAs:
      return ConditionOutline(element: "decoded_as", expected: rules[rule].definition.decodedAs ?? "")
    case .text(let text):
      var outline = ConditionOutline(
        element: text.subject.elementName, expected: "", isNegated: text.isNegated, location: text.location)
      switch text.test {
      case .pattern(let pattern):
        outline.pattern = pattern
        outline.expected = pattern.pattern.source
      case .equals(let expected): outline.expected = expected
      }
      return outline
    case .field(_, let field):
      return ConditionOutline(
        element: "field", field: field.name, expected: field.pattern.pattern.source, pattern: field.pattern,
        isNegated: field.isNegated, location: field.pattern.location)
    case .address(let field, let condition):
      return ConditionOutline(
        element: String(describing: field.name),
        expected: ByteString(condition.networks.map(\.text.description).joined(separator: ", ")),
        isNegated: condition.isNegated, location: condition.networks.first?.location)
    case .compiled(let compiled):
      return ConditionOutline(element: "compiled_rule", expected: ByteString(compiled.rawValue))
    case .minimumSize(let size): return ConditionOutline(element: "maxsize", expected: ByteString("\(size)"))
    case .time: return ConditionOutline(element: "time", expected: "")
    case .weekdays: return ConditionOutline(element: "weekday", expected: "")
    case .difference: return ConditionOutline(element: "check_diff", expected: "")
    case .firstTime: return ConditionOutline(element: "if_fts", expected: "")
    case .list(let list):
      return ConditionOutline(
        element: "list", field: list.subject.name, expected: loaded.lists[list.list].name, location: list.location)
    case .history:
      let relations = rules[rule].definition.relations
      let (element, expected) =
        if let id = relations.ifMatchedSid {
          ("if_matched_sid", id)
        } else if let group = relations.ifMatchedGroup {
          ("if_matched_group", group)
        } else {
          ("if_matched_regex", relations.ifMatchedRegex ?? "")
        }
      return ConditionOutline(element: element, expected: expected)
    }
  }
}
