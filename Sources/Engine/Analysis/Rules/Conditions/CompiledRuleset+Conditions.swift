import Rulesets

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
}
