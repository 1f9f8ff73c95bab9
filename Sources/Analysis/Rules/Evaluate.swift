import Bytes
import Rulesets

/// What the rules made of an event.
struct RuleResult {
  /// Index in ``CompiledRuleset/rules``.
  var rule: Int
  /// The rule one level up on the path; nil for a root.
  var parent: Int?
}

/// The walk through the rule tree (spec/rules.md §9): depth first, first match wins, the deepest match is reported.
extension Session {
  private struct Frame {
    var node: Int
    /// The next child to try.
    var child = 0
  }

  /// Offers the event to every root of its category until one yields a rule.
  func evaluateRules(_ observer: inout some AnalysisObserver) -> RuleResult? {
    for root in ruleset.roots where ruleset.rules[ruleset.nodes[root].rule].definition.category == event.category {
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
      if frame.child < node.children.count {
        path[path.count - 1].child += 1
        if matches(node.children[frame.child], depth: path.count, &observer) {
          path.append(Frame(node: node.children[frame.child]))
        }
        continue
      }
      path.removeLast()
      if ruleset.rules[node.rule].definition.isSilent {
        observer.rules(.silent(rule: node.rule))
        continue
      }
      firedTimes[node.rule] += 1
      observer.rules(.result(rule: node.rule))
      return RuleResult(rule: node.rule, parent: path.last.map { ruleset.nodes[$0.node].rule })
    }
    return nil
  }

  private func matches(_ node: Int, depth: Int, _ observer: inout some AnalysisObserver) -> Bool {
    let rule = ruleset.nodes[node].rule
    observer.rules(.trying(rule: rule, node: node, depth: depth))
    for (index, condition) in ruleset.rules[rule].conditions.enumerated() {
      let isMet = holds(condition, of: rule, &observer)
      observer.tested(rule: rule, condition: index, holds: isMet)
      guard !isMet else { continue }
      observer.rules(.failed(rule: rule, describeFailure(of: condition, rule: rule)))
      return false
    }
    observer.rules(.matched(rule: rule))
    if !ruleset.nodes[node].children.isEmpty { observer.rules(.tryingChildren(rule: rule)) }
    return true
  }
}
