import Rulesets

/// What a ruleset remembers for all agents together, and which events may have touched it: where only one part of a
/// corpus has such events, parts add up exactly.
///
/// A rule is asked where its parent has matched, and an event that came that far ends in the parent, or in something below
/// it. So the rule where an event ends says what may have been asked on the way; that this is too often where other
/// conditions have failed before makes a report more careful than it would have to be, and never less.
struct SharedMemory {
  /// What an event may have touched.
  struct Touched: Equatable {
    /// Rules with a memory of their own: `ignore`, `check_diff`, `global_frequency`.
    var rules: [Int] = []
    /// Rules with `if_fts`, whose keys are in one memory.
    var firstTime: [Int] = []

    var isEmpty: Bool { rules.isEmpty && firstTime.isEmpty }
  }

  /// By the index of the rule in which an event ends.
  private(set) var byRule: [Touched]
  /// For events without a rule.
  private(set) var withoutRule = Touched()

  init(_ forest: RuleForest) {
    byRule = Array(repeating: Touched(), count: forest.rules.count)
    let paths = RulePaths(forest)
    for (index, rule) in forest.rules.enumerated() {
      if rule.ignoreSeconds > 0 { byRule[index].rules.append(rule.id) }
      guard rule.checksDifference || rule.isGlobalFrequency || rule.ifFirstTimeSeen else { continue }
      let path: WritableKeyPath<Touched, [Int]> = rule.ifFirstTimeSeen ? \.firstTime : \.rules
      var ends = Self.ends(forest, index, paths)
      if rule.isGlobalFrequency { ends?.formUnion(Self.feeders(forest, rule)) }
      for end in ends ?? Set(forest.rules.indices) { byRule[end][keyPath: path].append(rule.id) }
      if ends == nil { withoutRule[keyPath: path].append(rule.id) }
      // A rule may have both.
      if rule.ifFirstTimeSeen, rule.checksDifference || rule.isGlobalFrequency {
        for end in ends ?? Set(forest.rules.indices) { byRule[end].rules.append(rule.id) }
        if ends == nil { withoutRule.rules.append(rule.id) }
      }
    }
  }

  /// The rules in which events end that may have asked a rule; nil where any event may.
  private static func ends(_ forest: RuleForest, _ rule: Int, _ paths: RulePaths) -> Set<Int>? {
    var pending: [Int] = []
    for node in paths.nodes(of: rule) {
      guard let parent = paths.parent(of: node) else { return nil }
      pending.append(parent)
    }
    var found: Set<Int> = []
    var seen: Set<Int> = []
    while let node = pending.popLast() {
      guard seen.insert(node).inserted else { continue }
      found.insert(forest.nodes[node].rule)
      pending += forest.nodes[node].children
    }
    return found
  }

  /// The rules whose events a rule counts.
  private static func feeders(_ forest: RuleForest, _ rule: RuleDefinition) -> Set<Int> {
    switch rule.history {
    case .rule(let list): Set(forest.rules.indices.filter { list != nil && forest.sidHistory[$0] == list })
    case .group(let list): Set(forest.rules.indices.filter { forest.groupHistories[$0].contains(list) })
    case .memory: Set(forest.rules.indices)
    case nil: []
    }
  }
}
