@testable import Analysis
import Bytes
import Calendar
import Memory
import Patterns
import Rulesets

/// The engine as its documents state it: it walks the trees that were loaded, tries every decoder and every rule in order,
/// and runs every pattern. The oracle of the walks over flat memory.
///
/// Header, decoders in code, conditions that are no patterns, verdict and document are the engine's own.
final class PlainSession {
  let ruleset: CompiledRuleset
  let event: EventState
  let notes = EventLog()
  let scratch = MatchScratch()
  let decoders: DecoderWalk
  let rules: RuleWalk
  let judge: Judge
  let alerts: AlertWriter
  var accumulator = Accumulator()
  /// Captures that no order has taken yet.
  var captures: [ByteRange] = []
  private var eventCount = 0

  init(_ ruleset: CompiledRuleset) {
    self.ruleset = ruleset
    event = EventState(names: ruleset.fieldNames)
    let history = HistorySearch(ruleset, event, notes, scratch)
    let candidates = CandidateSearch(event, MatchWorkspace(scratch))
    decoders = DecoderWalk(ruleset, event, notes, candidates, scratch, mode: ruleset.options.mode)
    rules = RuleWalk(ruleset, candidates, history, scratch, differences: DifferenceStore())
    judge = Judge(ruleset, history)
    alerts = AlertWriter(ruleset, history)
  }

  /// Analyses a log that the ruleset's decoders take.
  func analyze(_ log: Event, observer: inout some AnalysisObserver) -> Outcome {
    begin(at: log.time)
    process(log, &observer)
    return alerts.outcome(&judge.judged, judge.fired, mode: ruleset.options.mode)
  }

  private func begin(at time: EventTime) {
    let leftovers = captures.map(event.arena.copy)
    event.reset(time: time)
    captures = leftovers.map { event.arena.append($0) }
    notes.removeAll()
    judge.begin(mode: ruleset.options.mode)
    eventCount += 1
  }

  private func process(_ log: Event, _ observer: inout some AnalysisObserver) {
    let isOpen = log.log.withView { text in
      log.location.withView { Reception.open(text, location: $0, into: event, notes) }
    }
    guard isOpen, !ruleset.roots.isEmpty else {
      if isOpen { notes.error(Reception.notProcessed) }
      judge.judged.verdict = .refused
      return
    }
    ruleset.options.managerName.withView { Predecoder.run(on: event, managerName: $0) }
    decode(&observer)
    if event.decoderAccumulates, accumulator.run(on: event, &observer) { notes.add(Accumulator.fullDiagnostic) }
    let mode = ruleset.options.mode
    if event.category == .ossecAlert, let rule = decoders.relayedRule {
      judge.judge(RuleResult(rule: rule, parent: nil), number: eventCount, mode: mode)
    } else if mode == .daemon, event.isIncompleteFirewallEvent {
      judge.judged.verdict = .droppedByFirewallFilter
    } else {
      judge.judge(evaluateRules(&observer), number: eventCount, mode: mode)
    }
  }
}
