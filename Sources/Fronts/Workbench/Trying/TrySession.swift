import Analysis
import Bytes
import Diagnostics
import Explaining
import Harness
import Rulesets

/// Events through one session of the engine after another.
package final class TrySession {
  /// What came of an event.
  package struct Answer {
    package var outcome: Outcome
    /// What the engine did, where that was asked for.
    package var trace: Trace?
    /// Where the daemon would treat the event otherwise (code `production`), and what the log is if it is none.
    package var notes: [Remark]
  }

  package let ruleset: CompiledRuleset
  /// Shared by all sessions of the run, as the reference shares its files.
  private let differences = DifferenceStore()
  private var session: Session
  /// The same session as the daemon would have it, from where the two can differ; nil beside the daemon itself.
  private var comparison: ModeComparison?
  /// Events without an answer.
  package private(set) var unanswered = UnansweredEvents()

  package init(_ ruleset: CompiledRuleset) {
    self.ruleset = ruleset
    session = Session(ruleset, differences: differences)
    comparison = session.mode == .logtest ? ModeComparison() : nil
  }

  /// Forgets everything that was counted.
  package func begin() {
    session = Session(ruleset, differences: differences)
    comparison = session.mode == .logtest ? ModeComparison() : nil
  }

  /// Runs an event.
  /// - Parameter traces: whether it is wanted what the engine did.
  package func run(_ event: Event, traces: Bool = false) -> Answer {
    var trace = Trace()
    let outcome = traces ? session.analyze(event, observer: &trace) : session.analyze(event)
    unanswered.note(outcome.unanswered)
    return Answer(outcome: outcome, trace: traces ? trace : nil, notes: notes(on: event))
  }

  /// Runs an event of which only an alert matters.
  /// - Returns: nil where it raises none; an event without a certain answer is answered.
  package func runForAlert(_ event: Event) -> Answer? {
    let judgement = session.judge(event)
    guard judgement.isAlert || judgement.verdict == .refused || session.unanswered != nil else {
      _ = comparison?.production(of: event, beside: session)
      return nil
    }
    let outcome = session.outcome()
    unanswered.note(outcome.unanswered)
    return Answer(outcome: outcome, trace: nil, notes: notes(on: event))
  }

  /// The alert of the last event as the manager's alerts.log has it; nil when it raised none.
  package var alertText: ByteString? { session.alertText() }

  private func notes(on event: Event) -> [Remark] {
    let difference = comparison?.production(of: event, beside: session)?.difference
    // A message of the queue is always the daemon's.
    guard !event.isMessage else { return [] }
    var notes: [Remark] = []
    if let input = InputShape.remark(on: event.log, format: event.format, location: event.location) {
      notes.append(input)
    }
    if let difference { notes.append(Remark("production", difference)) }
    return notes
  }
}
