import Bytes
import Rulesets

/// `decoded_as`: the name of the decoder that is reported. The flat program compares its number.
extension RuleWalk {
  func decoderFailure(_ rule: RuleDefinition) -> FailedCondition {
    FailedCondition(.decodedAs, value: event.decoder?.reportedName, expected: rule.decodedAs ?? "")
  }
}

extension CompiledRuleset {
  func decoderOutline(of rule: Int) -> ConditionOutline {
    ConditionOutline(kind: .decodedAs, expected: rules[rule].definition.decodedAs ?? "")
  }
}
