import Bytes
import Patterns
import Rulesets

/// The walk of ``Session/evaluateRules(_:)`` when nobody watches.
///
/// PERF: the plain walk copies conditions and counts references to their patterns, which costs five times what the
/// comparisons themselves do. This one reads plain values, and asks an index for the children worth trying. Both give
/// the same result for every event; tests compare them.
extension Session {
  /// A node on the path and the children that are left to try.
  struct FastFrame: BitwiseCopyable {
    var node: Int32
    /// The next child: a node, or a place in ``Session/candidateLists``.
    var next: Int32
    var end: Int32
    var isList: Bool
  }

  func evaluateRulesFast() -> RuleResult? {
    evaluateRulesFast(ruleset.program)
  }

  private func evaluateRulesFast(_ program: borrowing RuleProgram) -> RuleResult? {
    let workspace = MatchWorkspace(scratch)
    for index in 0..<program.roots.count {
      let root = program.roots[index]
      guard program.categories[index] == event.category else { continue }
      if let result = walk(root, program, workspace) { return result }
    }
    return nil
  }

  private func walk(_ root: Int32, _ program: borrowing RuleProgram, _ workspace: MatchWorkspace) -> RuleResult? {
    guard matches(program.nodes[Int(root)], program, workspace) else { return nil }
    fastPath.removeAll()
    candidateLists.truncate(to: 0)
    enter(root, program)
    while fastPath.count > 0 {
      let top = fastPath.count - 1
      let frame = fastPath[top]
      if frame.next < frame.end {
        fastPath[top].next = frame.next + 1
        let child = frame.isList ? candidateLists[Int(frame.next)] : frame.next
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
  private func enter(_ number: Int32, _ program: borrowing RuleProgram) {
    let node = program.nodes[Int(number)]
    guard node.group >= 0, event.log.count > 0 else {
      let (next, end) = (node.children.start, node.children.end)
      return fastPath.append(FastFrame(node: number, next: next, end: end, isList: false))
    }
    let start = candidateLists.count
    collect(node.group, from: start, program)
    fastPath.append(
      FastFrame(node: number, next: Int32(start), end: Int32(candidateLists.count), isList: true))
  }

  /// The children that are worth trying, ascending.
  private func collect(_ number: Int32, from start: Int, _ program: borrowing RuleProgram) {
    let group = ruleset.candidates.groups[Int(number)]
    let members = ruleset.candidates.members
    candidateLists.merge(group.always, of: members, from: start)
    if group.usesDecoder {
      let atom = Atom(.decoder, event.decoderNameID)
      candidateLists.merge(ruleset.candidates.members(of: number, under: atom.raw), of: members, from: start)
    }
    var place = Int(group.presentFields.start)
    while place < Int(group.presentFields.end) {
      let field = members[place]
      if event.hasDynamic(named: Int(field)) {
        let atom = Atom(.field, Int(field))
        candidateLists.merge(ruleset.candidates.members(of: number, under: atom.raw), of: members, from: start)
      }
      place += 1
    }
    place = Int(group.valuedFields.start)
    while place < Int(group.valuedFields.end) {
      if let value = event.valueNumber(named: Int(members[place]), among: program.fieldValues), value >= 0 {
        let atom = Atom(.fieldValue, Int(value))
        candidateLists.merge(ruleset.candidates.members(of: number, under: atom.raw), of: members, from: start)
      }
      place += 1
    }
    if group.usesProgramName {
      var atom = Int(programEntry.atoms.start)
      while atom < Int(programEntry.atoms.end) {
        let found = ruleset.candidates.members(of: number, under: programNames.atoms[atom])
        candidateLists.merge(found, of: members, from: start)
        atom += 1
      }
    }
    if group.usesFirstByte {
      let atom = Atom(.firstByte, Int(event.arena.view(event.log)[0]))
      candidateLists.merge(ruleset.candidates.members(of: number, under: atom.raw), of: members, from: start)
    }
    if group.usesLiterals {
      logLiterals.find(in: event.arena.view(event.log))
      let found = logLiterals.hits.found
      for hit in 0..<found.count {
        candidateLists.merge(ruleset.candidates.members(of: number, under: found[hit]), of: members, from: start)
      }
    }
  }

  @inline(__always)
  private func matches(_ node: RuleProgram.Node, _ program: borrowing RuleProgram, _ workspace: MatchWorkspace) -> Bool
  {
    let rule = program.rules[Int(node.rule)]
    var index = Int(rule.firstCondition)
    let end = Int(rule.endCondition)
    while index < end {
      guard holds(program.conditions[index], rule: Int(node.rule), program, workspace) else { return false }
      index += 1
    }
    return true
  }

  @inline(__always)
  private func holds(
    _ condition: RuleProgram.Condition, rule: Int, _ program: borrowing RuleProgram, _ workspace: MatchWorkspace
  ) -> Bool {
    switch condition.kind {
    case .decodedAs: return event.decoderNameID == Int(condition.number)
    case .log:
      if let answer = logLiterals.answer(condition.gate, event.arena.view(event.log)) {
        return answer != condition.isNegated
      }
      guard let pattern = condition.pattern else { return false }
      return matches(pattern, event.log, rule: rule, workspace, hasLiterals: !condition.gate.isOpen)
        != condition.isNegated
    case .text:
      guard let pattern = condition.pattern, let text = event.text(in: condition.slot) else { return false }
      return matches(pattern, text, rule: rule, workspace) != condition.isNegated
    case .fieldValue:
      guard let value = event.valueNumber(named: Int(condition.number), among: program.fieldValues) else {
        return false
      }
      var place = Int(condition.values.start)
      while place < Int(condition.values.end) {
        if program.values[place] == value { return !condition.isNegated }
        place &+= 1
      }
      return condition.isNegated
    case .field:
      guard let pattern = condition.pattern, let value = event.dynamicValue(named: Int(condition.number)) else {
        return false
      }
      return matches(pattern, value, rule: rule, workspace) != condition.isNegated
    case .history, .other:
      var observer = NoObserver()
      return holds(ruleset.rules[rule].conditions[Int(condition.number)], of: rule, &observer)
    }
  }

  @inline(__always)
  private func matches(
    _ pattern: PatternHandle, _ text: ByteRange, rule: Int, _ workspace: MatchWorkspace, hasLiterals: Bool = false
  ) -> Bool {
    let found = pattern.match(event.arena.view(text), workspace, hasLiterals: hasLiterals) != nil
    if workspace.hasDiagnostic { note(workspace, in: rule, pattern) }
    return found
  }

  /// Finds out which pattern of the rule a diagnostic is about.
  private func note(_ workspace: MatchWorkspace, in rule: Int, _ handle: PatternHandle) {
    guard let diagnostic = workspace.diagnostic else { return }
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
