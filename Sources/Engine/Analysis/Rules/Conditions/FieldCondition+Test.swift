import Bytes
import Rulesets

/// `field`: a pattern on a dynamic field, which the flat program runs.
extension FieldCondition {
  var outline: ConditionOutline {
    ConditionOutline(
      kind: .field, field: name, expected: pattern.pattern.source, pattern: pattern, isNegated: isNegated,
      location: pattern.location)
  }

  func failure(nameID: Int, _ event: EventState) -> FailedCondition {
    FailedCondition(
      .field, field: name, value: event.dynamicValue(named: nameID).map(event.arena.copy),
      expected: pattern.pattern.source, isNegated: isNegated)
  }
}
