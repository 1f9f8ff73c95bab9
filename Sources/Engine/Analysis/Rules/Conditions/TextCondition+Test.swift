import Bytes
import RulesetSyntax
import Rulesets

/// A condition on a text of the event: the log, its header, its origin, a field that the engine knows. The flat program
/// runs the pattern; a text that has to be equal is compared here.
extension TextCondition {
  func holds(for walk: RuleWalk) -> Bool {
    guard case .equals(let expected) = test, let text = walk.event.text(in: TextSlot(subject)) else { return false }
    return expected.withView { $0 == walk.event.arena.view(text) } != isNegated
  }

  var outline: ConditionOutline {
    var outline = ConditionOutline(
      kind: ConditionKind(element: subject.element), expected: expected, isNegated: isNegated, location: location)
    if case .pattern(let pattern) = test { outline.pattern = pattern }
    return outline
  }

  func failure(_ event: EventState) -> FailedCondition {
    FailedCondition(
      ConditionKind(element: subject.element), value: event.text(in: TextSlot(subject)).map(event.arena.copy),
      expected: expected, isNegated: isNegated)
  }

  private var expected: ByteString {
    switch test {
    case .pattern(let text): text.pattern.source
    case .equals(let text): text
    }
  }
}
