import Bytes
import Memory
import Patterns
import Rulesets

/// The walk of ``Session/evaluateRules(_:)`` when nobody watches.
///
/// PERF: the plain walk copies conditions and counts references to their patterns, which costs five times what the
/// comparisons themselves do. This one reads plain values, and asks an index for the children worth trying. Both give
/// the same result for every event; tests compare them.
extension RuleWalk {
  /// A node on the path and the children that are left to try.
  struct FastFrame: BitwiseCopyable {
    var node: Int32
    /// The next child: a node, or a place in ``Session/candidates.lists``.
    var next: Int32
    var end: Int32
    var isList: Bool
    /// Whether the children that are filed under literals are missing in the list.
    var lacksLiterals = false
  }

  func evaluateRulesFast(_ fast: FastProgram) -> RuleResult? {
    for index in 0..<fast.rules.roots.count {
      let root = fast.rules.roots[index]
      guard fast.rules.categories[index] == event.category else { continue }
      if let result = walk(root, fast) { return result }
    }
    return nil
  }

  private func walk(_ root: Int32, _ fast: FastProgram) -> RuleResult? {
    guard matches(fast.rules.nodes[Int(root)], fast) else { return nil }
    fastPath.removeAll()
    candidates.lists.truncate(to: 0)
    enter(root, fast)
    while fastPath.count > 0 {
      let top = fastPath.count - 1
      let frame = fastPath[top]
      if frame.lacksLiterals, wantsLiterals(frame, fast) {
        // Whatever is behind belongs to nodes that have been left.
        candidates.lists.truncate(to: Int(frame.end))
        candidates.collectLiterals(fast.rules.nodes[Int(frame.node)].group, from: Int(frame.next), fast)
        fastPath[top].end = Int32(candidates.lists.count)
        fastPath[top].lacksLiterals = false
        continue
      }
      if frame.next < frame.end {
        fastPath[top].next = frame.next + 1
        let child = frame.isList ? candidates.lists[Int(frame.next)] : frame.next
        if matches(fast.rules.nodes[Int(child)], fast) { enter(child, fast) }
        continue
      }
      _ = fastPath.popLast()
      let rule = Int(fast.rules.nodes[Int(frame.node)].rule)
      if fast.rules.rules[rule].isSilent { continue }
      let parent = top > 0 ? Int(fast.rules.nodes[Int(fastPath[top - 1].node)].rule) : nil
      return RuleResult(rule: rule, parent: parent)
    }
    return nil
  }

  @inline(__always)
  private func enter(_ number: Int32, _ fast: FastProgram) {
    let node = fast.rules.nodes[Int(number)]
    guard node.group >= 0, event.log.count > 0 else {
      let (next, end) = (node.children.start, node.children.end)
      return fastPath.append(FastFrame(node: number, next: next, end: end, isList: false))
    }
    let start = candidates.lists.count
    let lacksLiterals = candidates.collect(node.group, from: start, fast)
    fastPath.append(
      FastFrame(
        node: number, next: Int32(start), end: Int32(candidates.lists.count), isList: true, lacksLiterals: lacksLiterals))
  }

  /// Whether the next child to try could be one of those that are missing.
  @inline(__always)
  private func wantsLiterals(_ frame: FastFrame, _ fast: FastProgram) -> Bool {
    if frame.next == frame.end { return true }
    let group = fast.rules.nodes[Int(frame.node)].group
    return candidates.lists[Int(frame.next)] >= fast.candidates.groups.pointer(to: Int(group)).pointee.firstLiteral
  }

  @inline(__always)
  private func matches(_ node: RuleProgram.Node, _ fast: FastProgram) -> Bool {
    var index = Int(node.conditions.start)
    let end = Int(node.conditions.end)
    while index < end {
      guard holds(fast.rules.conditions.pointer(to: index), rule: Int(node.rule), fast) else { return false }
      index += 1
    }
    return true
  }

  @inline(__always)
  private func holds(
    _ place: UnsafePointer<RuleProgram.Condition>, rule: Int, _ fast: FastProgram
  ) -> Bool {
    let condition = place.pointee
    switch condition.kind {
    case .decodedAs: return event.decoderNameID == Int(condition.number)
    case .log:
      let answer = candidates.literals.answer(condition.gate, event.arena.view(event.log), isWhole: true)
      if answer == .closed { return condition.isNegated }
      if answer == .decided { return !condition.isNegated }
      guard let pattern = place.pattern else { return false }
      return matches(pattern, event.log, rule: rule, hasLiterals: answer == .literalFound) != condition.isNegated
    case .text:
      guard let pattern = place.pattern, let text = event.text(in: condition.slot) else { return false }
      return matches(pattern, text, rule: rule) != condition.isNegated
    case .fieldValue:
      guard let value = event.valueNumber(named: Int(condition.number), among: fast.rules.fieldValues) else {
        return false
      }
      var place = Int(condition.values.start)
      while place < Int(condition.values.end) {
        if fast.rules.values[place] == value { return !condition.isNegated }
        place &+= 1
      }
      return condition.isNegated
    case .field:
      guard let pattern = place.pattern, let value = event.dynamicValue(named: Int(condition.number)) else {
        return false
      }
      return matches(pattern, value, rule: rule) != condition.isNegated
    case .other:
      var observer = NoObserver()
      return holds(ruleset.rules[rule].conditions[Int(condition.number)], of: rule, &observer)
    }
  }

  @inline(__always)
  private func matches(
    _ pattern: UnsafePointer<PatternSlot>, _ text: ByteRange, rule: Int, hasLiterals: Bool = false
  ) -> Bool {
    let found = PatternSlot.match(at: pattern, event.arena.view(text), workspace, hasLiterals: hasLiterals) != nil
    if workspace.hasDiagnostic { note(in: rule, pattern.pointee.handle) }
    return found
  }

  /// Finds out which pattern of the rule a diagnostic is about.
  private func note(in rule: Int, _ handle: PatternHandle) {
    guard let diagnostic = workspace.diagnostic else { return }
    for condition in ruleset.rules[rule].conditions {
      switch condition {
      case .text(let text):
        if case .pattern(let pattern) = text.test, PatternHandle(pattern.pattern) == handle {
          return notes.note(diagnostic, pattern.pattern)
        }
      case .field(_, let field):
        if PatternHandle(field.pattern.pattern) == handle { return notes.note(diagnostic, field.pattern.pattern) }
      default: continue
      }
    }
  }
}

extension EventState {
  /// The text of a condition; nil when the event does not have it.
  @inline(__always)
  func text(in slot: TextSlot) -> ByteRange? {
    switch slot {
    case .programName: programName
    case .log: log
    case .location: location
    case .hostname: hostname
    case .user: user
    case .known(let field): self[field]
    }
  }
}
