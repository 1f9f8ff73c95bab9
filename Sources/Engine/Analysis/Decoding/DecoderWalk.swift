import Bytes
import JSONText
import Memory
import PatternSyntax
import Patterns
import RulesetSyntax
import Rulesets

/// The stage that chooses at most one root and at most one chain of children, and sets the event's fields
/// (docs/reference/decoders.md §5.2), with all that it keeps.
///
/// One walk for everybody: an observer sees what it does, and without one nothing of that is left in it. Watched, it walks
/// a program without index, so that every decoder that the engine tries is tried.
final class DecoderWalk {
  let ruleset: CompiledRuleset
  let event: EventState
  let notes: EventLog
  let candidates: CandidateSearch
  let scratch: MatchScratch
  /// The same for hot loops.
  let workspace: MatchWorkspace
  let json: JSONReader
  @exclusivity(unchecked) var writer = ByteWriter()
  @exclusivity(unchecked) var captures = Captures()
  /// Which program decodes the event under way.
  @exclusivity(unchecked) var mode: Mode
  /// The rule that an alert of another manager names, set by the plugin that reads such alerts; −1 for none.
  @exclusivity(unchecked) var relayed = -1
  /// What decoders in code work with; most sessions never meet one.
  private(set) lazy var codeDecoding = CodeDecoding(
    event: event, json: json, decoders: ruleset.builtIn, fieldLimit: ruleset.fieldLimit,
    secondsFromUTC: { [zone = ruleset.options.zone] in zone.secondsFromUTC(at: $0) })

  init(
    _ ruleset: CompiledRuleset, _ event: EventState, _ notes: EventLog, _ candidates: CandidateSearch,
    _ scratch: MatchScratch, mode: Mode
  ) {
    self.ruleset = ruleset
    self.event = event
    self.notes = notes
    self.candidates = candidates
    self.scratch = scratch
    self.mode = mode
    workspace = MatchWorkspace(scratch)
    json = JSONReader(text: event.arena)
  }

  /// The rule that an alert of another manager names.
  var relayedRule: Int? {
    get { relayed >= 0 ? relayed : nil }
    set { relayed = newValue ?? -1 }
  }

  /// Decodes an event whose header has been read.
  func run(_ program: FlatProgram, _ observer: inout some AnalysisObserver) {
    candidates.begin(program)
    observer.decoding(.list(withProgramName: event.programName != nil))
    if event.programName == nil {
      decodePlain(program, &observer)
    } else {
      decodeProgram(program, &observer)
    }
  }

  // MARK: Roots

  private func decodePlain(_ program: FlatProgram, _ observer: inout some AnalysisObserver) {
    let roots = program.decoders.plainRoots
    var at = roots.start
    // The first few take most logs: for those no candidates need be collected.
    let isIndexed = program.decoders.plainGroup >= 0 && event.log.count > 0
    let eager = isIndexed ? min(roots.start + Int32(Self.eagerRoots), roots.end) : roots.end
    while at < eager {
      if tryRoot(at, program, &observer) { return }
      at += 1
    }
    guard at < roots.end else { return }
    let start = candidates.lists.count
    defer { candidates.lists.truncate(to: start) }
    candidates.collectAll(program.decoders.plainGroup, from: start, program)
    var index = start
    while index < candidates.lists.count {
      let candidate = candidates.lists[index]
      index += 1
      if candidate < at { continue }
      emptyCaptures(program, passing: at..<candidate)
      if tryRoot(candidate, program, &observer) { return }
      at = candidate + 1
    }
    emptyCaptures(program, passing: at..<roots.end)
  }

  /// So many roots without program name are tried before candidates are collected.
  private static let eagerRoots = 3

  /// Tries the roots with a program name; with an index those that are known to take this one.
  private func decodeProgram(_ program: FlatProgram, _ observer: inout some AnalysisObserver) {
    guard let name = event.programName else { return }
    let isIndexed = program.isIndexed
    let roots = isIndexed ? candidates.programEntry.roots : program.decoders.programRoots
    var index = roots.start
    while index < roots.end {
      let number = isIndexed ? candidates.programNames.roots[Int(index)] : index
      index += 1
      let root = program.decoders[number]
      if let pattern = root.pointee.programName, !isIndexed || pattern.dialect != .osmatch {
        let found = pattern.match(event.arena.view(name), workspace)
        if workspace.hasDiagnostic { note(pattern, of: root) }
        updateCaptures(pattern.dialect, isMatch: found != nil, name)
        if found == nil {
          if observer.isWatching { tellProgramNameDiffers(root, &observer) }
          continue
        }
      }
      if tryRoot(number, program, &observer) { return }
    }
  }

  /// What trying these decoders would have done to the captures: a native prematch that fails empties them.
  @inline(__always)
  private func emptyCaptures(_ program: FlatProgram, passing range: Range<Int32>) {
    guard captures.count > 0 else { return }
    for number in range where program.decoders[number].prematch?.pointee.handle.dialect == .osregex {
      captures.removeAll()
      return
    }
  }

  /// Tries a root, and runs it if it takes the log.
  private func tryRoot(
    _ number: Int32, _ program: FlatProgram, _ observer: inout some AnalysisObserver
  ) -> Bool {
    let root = program.decoders[number]
    var rest = event.log
    if let prematch = root.prematch {
      guard let found = match(prematch, root.pointee.prematchGate, event.log, of: root, program) else {
        if observer.isWatching { tellPrematchFailed(root, isRoot: true, event.log, &observer) }
        return false
      }
      rest = textBehind(found, in: event.log)
    }
    report(root)
    event.afterPrematch = rest
    if observer.isWatching { tellRootTaken(root, rest: rest, &observer) }
    run(number, root, rest: rest, program, &observer)
    return true
  }

  // MARK: Children

  private func run(
    _ number: Int32, _ root: PlainPlace<DecoderProgram.Decoder>, rest: ByteRange, _ program: FlatProgram,
    _ observer: inout some AnalysisObserver
  ) {
    guard !root.pointee.children.isEmpty else {
      let chain = Span(start: number, end: number + 1)
      return runChain(chain, parentRest: rest, childRest: rest, program, &observer)
    }
    if root.pointee.group >= 0, event.log.count > 0 { return runIndexed(root, rest: rest, program, &observer) }
    var index = Int(root.pointee.heads.start)
    while index < Int(root.pointee.heads.end) {
      if tryChild(program.decoders.heads[index], of: root, rest: rest, program, &observer) { return }
      if observer.isWatching { tellSkipped(behind: index, of: root, program, &observer) }
      index += 1
    }
  }

  private func runIndexed(
    _ root: PlainPlace<DecoderProgram.Decoder>, rest: ByteRange, _ program: FlatProgram,
    _ observer: inout some AnalysisObserver
  ) {
    let start = candidates.lists.count
    defer { candidates.lists.truncate(to: start) }
    candidates.collectAll(root.pointee.group, from: start, program)
    var passed = Int(root.pointee.heads.start)
    var index = start
    while index < candidates.lists.count {
      let candidate = candidates.lists[index]
      index += 1
      while passed < Int(root.pointee.heads.end), program.decoders.heads[passed] < candidate {
        emptyCaptures(program, passing: program.decoders.heads[passed]..<program.decoders.heads[passed] + 1)
        passed += 1
      }
      passed += 1
      if tryChild(candidate, of: root, rest: rest, program, &observer) { return }
    }
    while passed < Int(root.pointee.heads.end) {
      emptyCaptures(program, passing: program.decoders.heads[passed]..<program.decoders.heads[passed] + 1)
      passed += 1
    }
  }

  /// Tries a child that begins a chain, and runs the chain if it takes the log. The whole chain of a failed prematch is
  /// passed over, and whoever follows its last flagged member.
  private func tryChild(
    _ number: Int32, of root: PlainPlace<DecoderProgram.Decoder>, rest: ByteRange, _ program: FlatProgram,
    _ observer: inout some AnalysisObserver
  ) -> Bool {
    let child = program.decoders[number]
    let chain = Span(start: number, end: root.pointee.children.end)
    guard let prematch = child.prematch else {
      if observer.isWatching { tellChildTaken(child, nil, rest: nil, &observer) }
      runChain(chain, parentRest: rest, childRest: rest, program, &observer)
      return true
    }
    let subject = child.pointee.prematchIsAfterParent ? rest : event.log
    guard let found = match(prematch, child.pointee.prematchGate, subject, of: child, program) else {
      if observer.isWatching { tellPrematchFailed(child, isRoot: false, subject, &observer) }
      return false
    }
    let childRest = textBehind(found, in: subject)
    report(child)
    event.afterParent = rest
    event.afterPrematch = childRest
    if observer.isWatching { tellChildTaken(child, subject, rest: childRest, &observer) }
    runChain(chain, parentRest: rest, childRest: childRest, program, &observer)
    return true
  }

  /// Runs the bodies from the first decoder on, as long as the chain goes on.
  private func runChain(
    _ chain: Span, parentRest: ByteRange, childRest: ByteRange, _ program: FlatProgram,
    _ observer: inout some AnalysisObserver
  ) {
    var regexRest: ByteRange?
    var number = chain.start
    while number < chain.end {
      let decoder = program.decoders[number]
      if decoder.pointee.hasPlugin {
        runPlugin(of: decoder, &observer)
      } else if let regex = decoder.regex {
        let subject =
          switch decoder.pointee.regexOffset {
          case .none: event.log
          case .afterParent: parentRest
          case .afterPrematch: childRest
          case .afterRegex: regexRest ?? childRest
          }
        let found = match(regex, .open, subject, of: decoder, program)
        if observer.isWatching { tellRegex(decoder, subject, found, &observer) }
        if let found {
          regexRest = textBehind(found, in: subject)
          guard event.dynamic.count < ruleset.fieldLimit else { return }
          assignCaptures(to: decoder.pointee.order, program, &observer)
        }
      } else {
        return
      }
      guard decoder.pointee.continues else { return }
      number += 1
    }
  }

  private func runPlugin(
    of decoder: PlainPlace<DecoderProgram.Decoder>, _ observer: inout some AnalysisObserver
  ) {
    decoder.pointee.decoder._withUnsafeGuaranteedRef { decoder in
      guard let plugin = decoder.definition.plugin else { return }
      let succeeded = run(plugin, &observer)
      guard observer.isWatching else { return }
      observer.passed(decoder: decoder.index, succeeded ? .bodyMatched : .bodyFailed, subject: 0..<0)
      observer.decoding(.plugin(decoder: decoder.index, plugin, succeeded: succeeded))
    }
  }

  @inline(__always)
  private func report(_ decoder: PlainPlace<DecoderProgram.Decoder>) {
    event.report(decoder.pointee.decoder, nameID: decoder.pointee.nameID, category: decoder.pointee.category)
  }

  // MARK: Fields

  /// Gives the captures to the names of an order, position by position, and empties them
  /// (docs/reference/decoders.md §6.1).
  private func assignCaptures(
    to order: Span, _ program: FlatProgram, _ observer: inout some AnalysisObserver
  ) {
    let count = min(captures.count, order.count)
    var index = 0
    while index < count {
      let name = program.decoders.order[Int(order.start) + index]
      if observer.isWatching { tellCapture(index, name, program, &observer) }
      if let known = name.known {
        event[known] = captures[index]
      } else if event.dynamic.count < ruleset.fieldLimit {
        let text = event.arena.append(program.decoders.name(name.text))
        event.addDynamic(name: text, number: Int(name.number), value: captures[index])
      }
      index += 1
    }
    if observer.isWatching { tellNameless(from: count, &observer) }
    captures.removeAll()
  }

  /// Sets a known field from a plugin.
  func set(_ field: StaticField, _ value: ByteRange, _ observer: inout some AnalysisObserver) {
    observer.decoding(
      .field(
        name: ByteString(String(describing: field.name)), value: event.arena.copy(value), capture: nil,
        replaced: event[field].map(event.arena.copy)))
    event[field] = value
  }

  // MARK: Matching

  /// Matches a decoder's pattern, if the log has the literals that it needs, and keeps the captures.
  @inline(__always)
  private func match(
    _ pattern: PlainPlace<PatternSlot>, _ gate: LiteralGate, _ subject: ByteRange,
    of decoder: PlainPlace<DecoderProgram.Decoder>, _ program: FlatProgram
  ) -> PatternMatch? {
    let isWhole = subject.offset == event.log.offset
    let answer = candidates.literals.answer(gate, event.arena.view(event.log), isWhole: isWhole, program.literals)
    if answer == .closed {
      if pattern.pointee.handle.dialect == .osregex { captures.removeAll() }
      return nil
    }
    let found = PatternSlot.match(
      at: pattern, event.arena.view(subject), workspace, hasLiterals: answer != .open)
    if workspace.hasDiagnostic { note(pattern.pointee.handle, of: decoder) }
    updateCaptures(pattern.pointee.handle.dialect, isMatch: found != nil, subject)
    return found
  }

  /// Keeps the captures as the reference does: native regexes empty them before they run, PCRE2 replaces them only when a
  /// group took part (docs/reference/regex.md §8).
  @inline(__always)
  private func updateCaptures(_ dialect: Dialect, isMatch: Bool, _ subject: ByteRange) {
    switch dialect {
    case .osregex: captures.removeAll()
    case .pcre2:
      guard isMatch, workspace.captureCount > 0 else { return }
      captures.removeAll()
    case .osmatch, .wordmatch, .ip: return
    }
    guard isMatch else { return }
    for index in 0..<workspace.captureCount { captures.append(subject[workspace.capture(index)]) }
  }

  /// What `after_…` offsets see behind a match (docs/reference/regex.md §1.5).
  func textBehind(_ match: PatternMatch, in subject: ByteRange) -> ByteRange {
    let end = match.end ?? -1
    let count = Int(subject.count)
    if end >= count || count == 0 { return subject.from(count) }
    if end >= 0 { return subject.from(end + 1) }
    let isWholeLog = subject.offset == event.log.offset
    return isWholeLog && event.isNULBeforeLog ? subject.from(count) : subject
  }

  private func note(_ handle: PatternHandle, of decoder: PlainPlace<DecoderProgram.Decoder>) {
    decoder.pointee.decoder._withUnsafeGuaranteedRef { decoder in
      if let diagnostic = workspace.diagnostic, let pattern = decoder.pattern(of: handle) {
        notes.note(diagnostic, pattern)
      }
    }
  }
}
