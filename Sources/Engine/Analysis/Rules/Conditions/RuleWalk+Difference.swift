import Bytes
import Rulesets

/// `check_diff`: a log that differs from the last one of its host and rule (docs/reference/rules.md §5.8).
extension RuleWalk {
  func differsFromLast(rule: Int) -> Bool {
    let old = differences.replace(
      event.arena.copy(event.log), hostname: event.arena.copy(event.hostname),
      rule: ruleset.rules[rule].definition.id)
    guard let old else { return false }
    event.previous.removeAll()
    event.previous.append(.heading)
    event.previous.append(.compared)
    event.previousLog = old
    return true
  }

  var differenceFailure: FailedCondition {
    FailedCondition(.checkDifference, value: nil, expected: "a log that differs from the last one")
  }
}
