import Bytes
import Memory
import Patterns
import Rulesets

/// The stage that finds the rule of an event, with all that it keeps: the walk through the rule tree
/// (docs/reference/rules.md §9), depth first, first match wins, the deepest match is reported.
///
/// One walk for everybody, as that of the decoders (``DecoderWalk``).
///
/// PERF: it reads plain values: definitions are large, and to copy conditions and count references to their patterns
/// costs five times what the comparisons themselves do.
final class RuleWalk {
  /// A node on the path and the children that are left to try.
  private struct Frame: BitwiseCopyable {
    var node: Int32
    /// The next child: a node, or a place in ``CandidateSearch/lists``.
    var next: Int32
    var end: Int32
    var isList: Bool
    /// Whether the children that are filed under literals are missing in the list.
    var lacksLiterals = false
  }

  let ruleset: CompiledRuleset
  let event: EventState
  let notes: EventLog
  let candidates: CandidateSearch
  let history: HistorySearch
  let scratch: MatchScratch
  /// The same for hot loops.
  let workspace: MatchWorkspace
  let differences: DifferenceStore
  @exclusivity(unchecked) var firstTimeKeys = FirstTimeKeys()
  @exclusivity(unchecked) private var path = PlainBuffer<Frame>(capacity: 32)

  init(
    _ ruleset: CompiledRuleset, _ candidates: CandidateSearch, _ history: HistorySearch, _ scratch: MatchScratch,
    differences: DifferenceStore
  ) {
    self.ruleset = ruleset
    event = history.event
    notes = history.notes
    self.candidates = candidates
    self.history = history
    self.scratch = scratch
    self.differences = differences
    workspace = MatchWorkspace(scratch)
  }

  /// Offers the event to every root of its category until one yields a rule.
  func run(_ program: FlatProgram, _ observer: inout some AnalysisObserver) -> RuleResult? {
    for index in 0..<program.rules.roots.count {
      let root = program.rules.roots[index]
      guard program.rules.categories[index] == event.category else { continue }
      if let result = walk(root, program, &observer) { return result }
    }
    return nil
  }

  /// Walks the tree below a root. The path is kept in memory of its own, so a tree of any depth is safe.
  private func walk(
    _ root: Int32, _ program: FlatProgram, _ observer: inout some AnalysisObserver
  ) -> RuleResult? {
    path.removeAll()
    guard matches(root, program, &observer) else { return nil }
    candidates.lists.truncate(to: 0)
    enter(root, program)
    while path.count > 0 {
      let top = path.count - 1
      let frame = path[top]
      if frame.lacksLiterals, wantsLiterals(frame, program) {
        // Whatever is behind belongs to nodes that have been left.
        candidates.lists.truncate(to: Int(frame.end))
        candidates.collectLiterals(program.rules.nodes[Int(frame.node)].group, from: Int(frame.next), program)
        path[top].end = Int32(candidates.lists.count)
        path[top].lacksLiterals = false
        continue
      }
      if frame.next < frame.end {
        path[top].next = frame.next + 1
        let child = frame.isList ? candidates.lists[Int(frame.next)] : frame.next
        if matches(child, program, &observer) { enter(child, program) }
        continue
      }
      _ = path.popLast()
      let rule = Int(program.rules.nodes[Int(frame.node)].rule)
      if program.rules.rules[rule].isSilent {
        observer.rules(.silent(rule: rule))
        continue
      }
      observer.ended(at: rule)
      observer.rules(.result(rule: rule))
      let parent = top > 0 ? Int(program.rules.nodes[Int(path[top - 1].node)].rule) : nil
      return RuleResult(rule: rule, parent: parent)
    }
    return nil
  }

  @inline(__always)
  private func enter(_ number: Int32, _ program: FlatProgram) {
    let node = program.rules.nodes[Int(number)]
    guard node.group >= 0, event.log.count > 0 else {
      let (next, end) = (node.children.start, node.children.end)
      return path.append(Frame(node: number, next: next, end: end, isList: false))
    }
    let start = candidates.lists.count
    let lacksLiterals = candidates.collect(node.group, from: start, program)
    path.append(
      Frame(
        node: number, next: Int32(start), end: Int32(candidates.lists.count), isList: true,
        lacksLiterals: lacksLiterals))
  }

  /// Whether the next child to try could be one of those that are missing.
  @inline(__always)
  private func wantsLiterals(_ frame: Frame, _ program: FlatProgram) -> Bool {
    if frame.next == frame.end { return true }
    let group = program.rules.nodes[Int(frame.node)].group
    return candidates.lists[Int(frame.next)] >= program.candidates.groups.place(of: Int(group)).pointee.firstLiteral
  }

  // MARK: Conditions

  @inline(__always)
  private func matches(
    _ number: Int32, _ program: FlatProgram, _ observer: inout some AnalysisObserver
  ) -> Bool {
    let node = program.rules.nodes[Int(number)]
    let rule = Int(node.rule)
    if observer.isWatching { tellTrial(number, rule, program, &observer) }
    var index = Int(node.conditions.start)
    let end = Int(node.conditions.end)
    while index < end {
      let isMet = holds(program.rules.conditions.place(of: index), rule: rule, program, &observer)
      if observer.isWatching {
        let condition = index - Int(node.conditions.start)
        observer.tested(rule: rule, condition: condition, holds: isMet)
        if !isMet { tellFailure(number, rule, condition, program, &observer) }
      }
      if !isMet { return false }
      index += 1
    }
    if observer.isWatching { tellMatch(number, rule, program, &observer) }
    return true
  }

  /// Whether a condition holds (docs/reference/rules.md §5.2). A text that the event does not have fails its condition,
  /// negated or not.
  @inline(__always)
  private func holds(
    _ place: PlainPlace<RuleProgram.Condition>, rule: Int, _ program: FlatProgram,
    _ observer: inout some AnalysisObserver
  ) -> Bool {
    // Never the whole condition at once: its pattern's slot holds a word that another session may be filling.
    switch place.pointee.kind {
    case .decodedAs: return event.decoderNameID == Int(place.pointee.number)
    case .log:
      let answer = candidates.literals.answer(
        place.pointee.gate, event.arena.view(event.log), isWhole: true, program.literals)
      if answer == .closed { return place.pointee.isNegated }
      if answer == .decided { return !place.pointee.isNegated }
      guard let pattern = place.pattern else { return false }
      return matches(pattern, event.log, rule: rule, hasLiterals: answer == .literalFound) != place.pointee.isNegated
    case .text:
      guard let pattern = place.pattern, let text = event.text(in: place.pointee.slot) else { return false }
      return matches(pattern, text, rule: rule) != place.pointee.isNegated
    case .fieldValue:
      guard let value = event.valueNumber(named: Int(place.pointee.number), among: program.rules.fieldValues) else {
        return false
      }
      var index = Int(place.pointee.values.start)
      while index < Int(place.pointee.values.end) {
        if program.rules.values[index] == value { return !place.pointee.isNegated }
        index &+= 1
      }
      return place.pointee.isNegated
    case .field:
      guard let pattern = place.pattern, let value = event.dynamicValue(named: Int(place.pointee.number)) else {
        return false
      }
      return matches(pattern, value, rule: rule) != place.pointee.isNegated
    case .other: return holds(ruleset.rules[rule].conditions[Int(place.pointee.number)], of: rule, &observer)
    }
  }

  /// Whether a condition of a rule holds, apart from any walk.
  /// - Parameters:
  ///   - number: its number in the rule.
  ///   - program: one without index.
  func holds(_ number: Int, of rule: Int, _ program: FlatProgram) -> Bool {
    var observer = NoObserver()
    let place = Int(program.rules.rules[rule].conditions.start) + number
    return holds(program.rules.conditions.place(of: place), rule: rule, program, &observer)
  }

  @inline(__always)
  private func matches(
    _ pattern: PlainPlace<PatternSlot>, _ text: ByteRange, rule: Int, hasLiterals: Bool = false
  ) -> Bool {
    let found = PatternSlot.match(at: pattern, event.arena.view(text), workspace, hasLiterals: hasLiterals) != nil
    if workspace.hasDiagnostic { note(in: rule, pattern.pointee.handle) }
    return found
  }

  /// Finds out which pattern of the rule a diagnostic is about.
  private func note(in rule: Int, _ handle: PatternHandle) {
    guard let diagnostic = workspace.diagnostic else { return }
    let patterns = ruleset.rules[rule].conditions.lazy.compactMap(\.pattern?.pattern)
    if let pattern = patterns.first(where: { PatternHandle($0) == handle }) { notes.note(diagnostic, pattern) }
  }

  // MARK: What an observer is told

  private func tellTrial(
    _ node: Int32, _ rule: Int, _ program: FlatProgram, _ observer: inout some AnalysisObserver
  ) {
    observer.rules(.trying(rule: rule, node: Int(program.rules.sources[Int(node)]), depth: path.count))
  }

  private func tellFailure(
    _ node: Int32, _ rule: Int, _ condition: Int, _ program: FlatProgram, _ observer: inout some AnalysisObserver
  ) {
    observer.tried(node: Int(program.rules.sources[Int(node)]), rule: rule, failing: condition)
    observer.rules(.failed(rule: rule, failure(of: ruleset.rules[rule].conditions[condition], rule: rule)))
  }

  private func tellMatch(
    _ node: Int32, _ rule: Int, _ program: FlatProgram, _ observer: inout some AnalysisObserver
  ) {
    observer.tried(node: Int(program.rules.sources[Int(node)]), rule: rule, failing: nil)
    observer.rules(.matched(rule: rule))
    if !program.rules.nodes[Int(node)].children.isEmpty { observer.rules(.tryingChildren(rule: rule)) }
  }
}

/// What the rules made of an event.
struct RuleResult {
  /// Index in ``CompiledRuleset/rules``.
  var rule: Int
  /// The rule one level up on the path; nil for a root.
  var parent: Int?
}
