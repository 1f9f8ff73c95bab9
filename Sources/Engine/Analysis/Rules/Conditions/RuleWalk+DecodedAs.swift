import Bytes
import Rulesets

/// `decoded_as`: the name of the decoder that is reported. The flat program compares its number.
extension RuleWalk {
  func decoderFailure(_ rule: RuleDefinition) -> FailedCondition {
    FailedCondition(element: "decoded_as", value: event.decoder?.reportedName, expected: rule.decodedAs ?? "")
  }
}

extension CompiledRuleset {
  func decoderOutline(of rule: Int) -> ConditionOutline {
    ConditionOutline(element: "decoded_as", expected: rules[rule].definition.decodedAs ?? "")
  }
}
