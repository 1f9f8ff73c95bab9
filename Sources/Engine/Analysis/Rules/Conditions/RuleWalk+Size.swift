import Bytes
import Rulesets

/// `maxsize`: the least length of a log.
extension RuleWalk {
  func sizeFailure(_ size: Int) -> FailedCondition {
    FailedCondition(
      .maxsize, value: ByteString("\(event.log.count)"), expected: ByteString("at least \(size)"))
  }
}

extension CompiledRuleset {
  func sizeOutline(_ size: Int) -> ConditionOutline {
    ConditionOutline(kind: .maxsize, expected: ByteString("\(size)"))
  }
}
