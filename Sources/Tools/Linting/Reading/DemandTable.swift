import Rulesets
import Synchronization

/// What each rule in force wants of an event, found out for those that somebody asks for.
final class DemandTable: Sendable {
  private let rules: [RuleDefinition]
  private let memory: LintMemory
  private let made: Mutex<[RuleDemands?]>

  init(_ rules: [RuleDefinition], _ memory: LintMemory) {
    self.rules = rules
    self.memory = memory
    made = Mutex([RuleDemands?](repeating: nil, count: rules.count))
  }

  /// What a rule wants.
  subscript(rule: Int) -> RuleDemands {
    if let known = made.withLock({ $0[rule] }) { return known }
    let demands = RuleDemands(rules[rule], demand: memory.demand)
    made.withLock { $0[rule] = demands }
    return demands
  }
}
