import Bytes
import Calendar
import Diagnostics
import Memory
import Patterns
import Rulesets
import Senders

/// One run of the engine: what it keeps between events, and the only thing that changes.
///
/// A session holds fired counts, event history, first-time keys, accumulators and ignore times. Creating one is cheap;
/// every case gets its own. A session is used by one thread at a time.
///
/// ```swift
/// let ruleset = CompiledRuleset(try RulesetLoader.load(options))
/// let session = Session(ruleset)
/// let outcome = session.analyze(Event("Jan 10 12:00:00 web sshd[1]: Failed password for root"))
/// outcome.rule?.id
/// ```
///
/// It orders the stages that an event goes through, and no more: envelope, header, decoders, rules, verdict, document. Each
/// is a type of its own, which alone changes what it keeps.
public final class Session {
  /// The ruleset it runs.
  public let ruleset: CompiledRuleset
  /// Which program it follows: the one of the ruleset's options, unless it was made to compare the two.
  package let mode: Mode
  /// How many events it has seen.
  @exclusivity(unchecked) public private(set) var eventCount = 0
  /// Whether the documents of messages are those of the archives; else they are those of the alerts, as for logs.
  @exclusivity(unchecked) package var archivesMessages = true

  // The event under way, and the stages.
  let event: EventState
  let notes = EventLog()
  let decoders: DecoderWalk
  @exclusivity(unchecked) private var accumulator = Accumulator()
  let rules: RuleWalk
  let history: HistorySearch
  let judge: Judge
  let alerts: AlertWriter

  /// The bytes of the option: taken from there, every event would count references.
  let managerName: PlainBuffer<UInt8>
  /// How the event under way is taken.
  @exclusivity(unchecked) var way: EventWay
  /// What the walks read: with an index, as soon as the ruleset has one and where nobody watches.
  @exclusivity(unchecked) private var indexed: Unmanaged<FlatProgram>?

  /// A fresh session.
  /// - Parameters:
  ///   - ruleset: what it runs.
  ///   - differences: the logs that `check_diff` compares with; sessions that share it see each other's.
  public convenience init(_ ruleset: CompiledRuleset, differences: DifferenceStore = DifferenceStore()) {
    self.init(ruleset, differences: differences, mode: ruleset.options.mode)
  }

  /// A fresh session that follows one of the programs, whatever the ruleset's options say.
  package init(_ ruleset: CompiledRuleset, differences: DifferenceStore = DifferenceStore(), mode: Mode) {
    self.ruleset = ruleset
    self.mode = mode
    way = EventWay(mode: mode)
    managerName = PlainBuffer(ruleset.options.managerName.bytes)
    let scratch = MatchScratch()
    event = EventState(names: ruleset.fieldNames)
    history = HistorySearch(ruleset, event, notes, scratch)
    let candidates = CandidateSearch(event, MatchWorkspace(scratch))
    decoders = DecoderWalk(ruleset, event, notes, candidates, scratch, mode: mode)
    rules = RuleWalk(ruleset, candidates, history, scratch, differences: differences)
    judge = Judge(ruleset, history)
    alerts = AlertWriter(ruleset, history)
  }

  // MARK: The way of logs

  /// A log that the ruleset's decoders take.
  func process(
    _ log: ByteView, location: ByteView, time: EventTime, observer: inout some AnalysisObserver
  ) -> Verdict {
    if way.isMessage { take(EventWay(mode: mode)) }
    begin(at: time)
    guard Reception.open(log, location: location, into: event, notes) else { return refuse() }
    decodeLog(&observer)
    return judge.judged.verdict
  }

  /// Header, decoders of the ruleset, rules.
  @inline(__always)
  func decodeLog(_ observer: inout some AnalysisObserver) {
    Predecoder.run(on: event, managerName: managerName.view.bytes)
    let program = program(isWatched: observer.isWatching)
    program._withUnsafeGuaranteedRef { decoders.run($0, &observer) }
    if event.decoderAccumulates, accumulator.run(on: event, &observer) { notes.add(Accumulator.fullDiagnostic) }
    findRule(program, &observer)
  }

  @inline(__always)
  func findRule(_ program: Unmanaged<FlatProgram>, _ observer: inout some AnalysisObserver) {
    guard !ruleset.roots.isEmpty else {
      notes.error(Reception.notProcessed)
      _ = refuse()
      return
    }
    let found: RuleResult?
    if event.category == .ossecAlert, let rule = decoders.relayedRule {
      found = RuleResult(rule: rule, parent: nil)
    } else if way.mode == .daemon, event.isIncompleteFirewallEvent {
      judge.judged.verdict = .droppedByFirewallFilter
      return
    } else {
      found = program._withUnsafeGuaranteedRef { rules.run($0, &observer) }
    }
    judge.judge(found, number: eventCount, mode: way.mode)
  }

  func begin(at time: EventTime) {
    decoders.captures.begin(event, at: time)
    judge.begin(mode: way.mode)
    notes.removeAll()
    eventCount += 1
  }

  func refuse() -> Verdict {
    judge.judged.verdict = .refused
    return .refused
  }

  @inline(__always)
  func program(isWatched: Bool) -> Unmanaged<FlatProgram> {
    if !isWatched, let indexed { return indexed }
    return findProgram(isWatched: isWatched)
  }

  private func findProgram(isWatched: Bool) -> Unmanaged<FlatProgram> {
    guard !isWatched, let found = ruleset.indexedProgram() else { return ruleset.bareProgram }
    indexed = found
    found._withUnsafeGuaranteedRef { decoders.candidates.use($0) }
    return found
  }
}
