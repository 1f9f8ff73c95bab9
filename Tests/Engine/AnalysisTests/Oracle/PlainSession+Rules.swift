@testable import Analysis
import Bytes
import Memory
import Patterns
import Rulesets

/// The walk through the rule tree (docs/reference/rules.md §9): depth first, first match wins, the deepest match is
/// reported.
extension PlainSession {
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
      if let child = firstMatch(among: node.children, from: frame.child, depth: path.count, &observer) {
        path[path.count - 1].child = child + 1
        path.append(Frame(node: node.children[child]))
        continue
      }
      path.removeLast()
      if ruleset.rules[node.rule].definition.isSilent {
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
    let conditions = ruleset.rules[rule].conditions
    for index in conditions.indices {
      let isMet = holds(conditions[index], of: rule, &observer)
      observer.tested(rule: rule, condition: index, holds: isMet)
      if isMet { continue }
      observer.tried(node: node, rule: rule, failing: index)
      observer.rules(.failed(rule: rule, rules.failure(of: conditions[index], rule: rule)))
      return false
    }
    observer.tried(node: node, rule: rule, failing: nil)
    observer.rules(.matched(rule: rule))
    if !ruleset.nodes[node].children.isEmpty { observer.rules(.tryingChildren(rule: rule)) }
    return true
  }

  /// Whether a condition holds (docs/reference/rules.md §5.2). A text that the event does not have fails its condition,
  /// negated or not.
  private func holds(_ condition: Condition, of rule: Int, _ observer: inout some AnalysisObserver) -> Bool {
    switch condition {
    case .decodedAs(let nameID): return event.decoder?.nameID == nameID
    case .text(let condition):
      guard case .pattern(let text) = condition.test else { return rules.holds(.text(condition), of: rule, &observer) }
      guard let subject = event.text(in: TextSlot(condition.subject)) else { return false }
      return matches(text.pattern, subject) != condition.isNegated
    case .field(let nameID, let condition):
      guard let value = event.dynamicValue(named: nameID) else { return false }
      return matches(condition.pattern.pattern, value) != condition.isNegated
    default: return rules.holds(condition, of: rule, &observer)
    }
  }

  private func matches(_ pattern: Pattern, _ text: ByteRange) -> Bool {
    let found = pattern.matches(event.arena.view(text), scratch: scratch)
    if let diagnostic = scratch.diagnostic { notes.note(diagnostic, pattern) }
    return found
  }
}
