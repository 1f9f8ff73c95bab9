import Rulesets

/// Who stands below whom among the rules that were loaded. A rule at several places counts once.
struct RuleTree {
  private let forest: RuleForest

  init(_ forest: RuleForest) { self.forest = forest }

  /// The rules directly below one, in order of trial.
  func children(of rule: Int) -> [Int] {
    var found: [Int] = []
    for node in forest.nodes where node.rule == rule {
      for child in node.children where !found.contains(forest.nodes[child].rule) {
        found.append(forest.nodes[child].rule)
      }
    }
    return found
  }

  /// The rules directly above one.
  func parents(of rule: Int) -> [Int] {
    var found: [Int] = []
    for node in forest.nodes where node.children.contains(where: { forest.nodes[$0].rule == rule }) {
      if !found.contains(node.rule) { found.append(node.rule) }
    }
    return found
  }

  /// How many rules stand directly below each, by number.
  var childCounts: [Int: Int] {
    var children: [Int: Set<Int>] = [:]
    for node in forest.nodes { children[node.rule, default: []].formUnion(node.children.map { forest.nodes[$0].rule }) }
    return Dictionary(uniqueKeysWithValues: children.map { (forest.rules[$0.key].id, $0.value.count) })
  }
}
