import Bytes
import Rulesets

/// What the rules made of an event.
struct RuleResult {
  /// Index in ``CompiledRuleset/rules``.
  var rule: Int
  /// The rule one level up on the path; nil for a root.
  var parent: Int?
}

/// The walk through the rule tree (docs/reference/rules.md §9): depth first, first match wins, the deepest match is
/// reported.
extension RuleWalk {
  private struct Frame {
    var node: Int
    /// The next child to try.
    var child = 0
  }

  /// Offers the event to every root of its category until one yields a rule.
  func evaluateRules(_ observer: inout some AnalysisObserver) -> RuleResult? {
    for (index, root) in ruleset.roots.enumerated() where ruleset.rootCategories[index] == event.category {
      if let result = evaluate(root, &observer) { return result }
    }
    return nil
  }

  /// Walks the tree below a root. The path is kept in an array, so a tree of any depth is safe.
  private func evaluate(_ root: Int, _ observer: inout some AnalysisObserver) -> RuleResult? {
    guard matches(root, depth: 0, &observer) else { return nil }
    var path = [Frame(node: root)]
    while let frame = path.last {
      let node = ruleset.nodes[frame.node]
      if let child = firstMatch(among: node.children, from: frame.child, depth: path.count, &observer) {
        path[path.count - 1].child = child + 1
        path.append(Frame(node: node.children[child]))
        continue
      }
      path.removeLast()
      if ruleset.plainRules.isSilent[node.rule] {
        observer.rules(.silent(rule: node.rule))
        continue
      }
      observer.ended(at: node.rule)
      observer.rules(.result(rule: node.rule))
      return RuleResult(rule: node.rule, parent: path.last.map { ruleset.nodes[$0.node].rule })
    }
    return nil
  }

  private func firstMatch(
    among children: [Int], from start: Int, depth: Int, _ observer: inout some AnalysisObserver
  ) -> Int? {
    var child = start
    while child < children.count {
      if matches(children[child], depth: depth, &observer) { return child }
      child += 1
    }
    return nil
  }

  private func matches(_ node: Int, depth: Int, _ observer: inout some AnalysisObserver) -> Bool {
    let rule = ruleset.nodes[node].rule
    observer.rules(.trying(rule: rule, node: node, depth: depth))
    let conditions = ruleset.plainRules.conditions[rule]
    // PERF: most rules fail on their decoder; conditions are costly to take in hand.
    let decoder = ruleset.plainRules.firstDecoder[rule]
    if decoder >= 0, event.decoderNameID != Int(decoder) {
      observer.tested(rule: rule, condition: 0, holds: false)
      observer.tried(node: node, rule: rule, failing: 0)
      observer.rules(.failed(rule: rule, describeFailure(of: conditions[0], rule: rule)))
      return false
    }
    for index in conditions.indices {
      let isMet = holds(conditions[index], of: rule, &observer)
      observer.tested(rule: rule, condition: index, holds: isMet)
      if isMet { continue }
      observer.tried(node: node, rule: rule, failing: index)
      observer.rules(.failed(rule: rule, describeFailure(of: conditions[index], rule: rule)))
      return false
    }
    observer.tried(node: node, rule: rule, failing: nil)
    observer.rules(.matched(rule: rule))
    if !ruleset.nodes[node].children.isEmpty { observer.rules(.tryingChildren(rule: rule)) }
    return true
  }
}
