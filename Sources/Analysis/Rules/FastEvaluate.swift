import Bytes
import Patterns
import Rulesets

/// The walk of ``Session/evaluateRules(_:)`` when nobody watches.
///
/// PERF: the plain walk copies conditions and counts references to their patterns, which costs five times what the
/// comparisons themselves do. This one reads plain values, and asks the index of a node for the children worth trying.
/// Both give the same result for every event; tests compare them.
extension Session {
  /// A node on the path and the children that are left to try.
  struct FastFrame: BitwiseCopyable {
    var node: Int32
    var next: Int32
    var end: Int32
  }

  func evaluateRulesFast() -> RuleResult? {
    let program = ruleset.program
    let workspace = MatchWorkspace(scratch)
    for index in 0..<program.roots.count {
      let root = program.roots[index]
      guard ruleset.rootCategories[index] == event.category else { continue }
      if let result = walk(root, program, workspace) { return result }
    }
    return nil
  }

  private func walk(_ root: Int32, _ program: RuleProgram, _ workspace: MatchWorkspace) -> RuleResult? {
    guard matches(program.nodes[Int(root)], program, workspace) else { return nil }
    fastPath.removeAll()
    enter(root, program)
    while fastPath.count > 0 {
      let top = fastPath.count - 1
      let frame = fastPath[top]
      if frame.next < frame.end {
        fastPath[top].next = frame.next + 1
        let child = program.children[Int(frame.next)]
        if matches(program.nodes[Int(child)], program, workspace) { enter(child, program) }
        continue
      }
      _ = fastPath.popLast()
      let rule = Int(program.nodes[Int(frame.node)].rule)
      if program.rules[rule].isSilent { continue }
      firedTimes[rule] += 1
      let parent = top > 0 ? Int(program.nodes[Int(fastPath[top - 1].node)].rule) : nil
      return RuleResult(rule: rule, parent: parent)
    }
    return nil
  }

  @inline(__always)
  private func enter(_ node: Int32, _ program: RuleProgram) {
    let candidates = program.candidates(program.nodes[Int(node)], event)
    fastPath.append(FastFrame(node: node, next: candidates.start, end: candidates.end))
  }

  @inline(__always)
  private func matches(_ node: RuleProgram.Node, _ program: RuleProgram, _ workspace: MatchWorkspace) -> Bool {
    let rule = program.rules[Int(node.rule)]
    var index = Int(rule.firstCondition)
    let end = Int(rule.endCondition)
    while index < end {
      guard holds(program.conditions[index], rule: Int(node.rule), workspace) else { return false }
      index += 1
    }
    return true
  }

  @inline(__always)
  private func holds(_ condition: RuleProgram.Condition, rule: Int, _ workspace: MatchWorkspace) -> Bool {
    switch condition.kind {
    case .decodedAs: return event.decoderNameID == Int(condition.number)
    case .text:
      guard let pattern = condition.pattern, let text = event.text(in: condition.slot) else { return false }
      return matches(pattern, text, rule: rule, workspace) != condition.isNegated
    case .field:
      guard let pattern = condition.pattern, let value = event.dynamicValue(named: Int(condition.number)) else {
        return false
      }
      return matches(pattern, value, rule: rule, workspace) != condition.isNegated
    case .other:
      var observer = NoObserver()
      return holds(ruleset.rules[rule].conditions[Int(condition.number)], of: rule, &observer)
    }
  }

  @inline(__always)
  private func matches(_ pattern: PatternHandle, _ text: ByteRange, rule: Int, _ workspace: MatchWorkspace) -> Bool {
    let found = pattern.match(event.arena.view(text), workspace) != nil
    if let diagnostic = workspace.diagnostic { note(diagnostic, in: rule, pattern) }
    return found
  }

  /// Finds out which pattern of the rule a diagnostic is about.
  private func note(_ diagnostic: MatchDiagnostic, in rule: Int, _ handle: PatternHandle) {
    for condition in ruleset.rules[rule].conditions {
      switch condition {
      case .text(let text):
        if case .pattern(let pattern) = text.test, PatternHandle(pattern.pattern) == handle {
          return note(diagnostic, pattern.pattern)
        }
      case .field(_, let field):
        if PatternHandle(field.pattern.pattern) == handle { return note(diagnostic, field.pattern.pattern) }
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
