import Bytes
import Calendar
import Diagnostics
import RulesetSyntax
import Rulesets
import Senders

/// The doors: an event goes in, what became of it comes out.
extension Session {
  /// Analyses one event.
  public func analyze(_ event: Event) -> Outcome {
    var observer = NoObserver()
    return analyze(event, observer: &observer)
  }

  /// Analyses one event under an observer's eyes.
  public func analyze(_ event: Event, observer: inout some AnalysisObserver) -> Outcome {
    _ = process(event, observer: &observer)
    return outcome()
  }

  /// Runs one event through the engine without telling more than the verdict; ``outcome()`` has the rest.
  public func process(_ log: ByteView, location: ByteView, time: EventTime) -> Verdict {
    var observer = NoObserver()
    return process(log, location: location, time: time, observer: &observer)
  }

  /// Runs any event through the engine without telling more than the verdict; ``outcome()`` has the rest.
  public func process(_ event: Event) -> Verdict {
    var observer = NoObserver()
    return process(event, observer: &observer)
  }

  private func process(_ event: Event, observer: inout some AnalysisObserver) -> Verdict {
    event.log.withView { log in
      event.location.withView { location in
        if event.isPlainLog {
          _ = process(log, location: location, time: event.time, observer: &observer)
        } else {
          processMessage(event, log, location: location, observer: &observer)
        }
      }
    }
    return judge.judged.verdict
  }

  /// Everything about the last event.
  public func outcome() -> Outcome {
    var outcome = alerts.outcome(&judge.judged, judge.fired, mode: way.mode)
    outcome.hasAlertAnswer = !way.isUnanswered
    return outcome
  }

  /// The text of the last event's alert, as the manager's `alerts.log` has it, with the empty line behind it; nil when
  /// there is no alert.
  public func alertText() -> ByteString? {
    let judged = judge.judged
    guard judged.isAlert, let rule = judged.rule else { return nil }
    return alerts.text(rule: rule, fired: judge.fired[judged.counter ?? rule])
  }

  /// Analyses one event and tells no more of it than how it is judged: no document is made.
  package func judge(_ event: Event) -> Judgement {
    _ = process(event)
    return judgement
  }

  /// How the last event was judged.
  package var judgement: Judgement {
    let judged = judge.judged
    return Judgement(
      verdict: judged.verdict, isAlert: judged.isAlert, rule: judged.rule,
      suppressed: judged.counter == judged.rule ? nil : judged.counter)
  }

  /// Whether the last event is one of those that daemon and logtest treat differently, or one from which on they can: all
  /// their differences begin with a firewall event that lacks fields, a rule with `ignore`, or one whose alert is
  /// decided by an option (docs/reference/rules.md §13.4).
  package var canDifferFromOtherMode: Bool { judge.canDifferFromOtherMode }

  /// Whether an event has ended in a rule.
  package func hasFired(rule: Int) -> Bool { judge.fired[rule] > 0 }

  /// The fields for the lack of which the daemon drops the last event; empty when it does not.
  package var fieldsMissingForFirewall: [StaticField] { event.fieldsMissingForFirewall }

  /// Why nothing can be said about the last event; nil when something can.
  package var unanswered: Diagnostic? { notes.unanswered }
}
