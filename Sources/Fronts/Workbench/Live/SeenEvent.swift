import Analysis
import Bytes
import Cases
import Senders

/// An event that somebody has seen go by, and may ask about: by itself, without those that came before it.
package struct SeenEvent {
  package var text: ByteString
  /// Whether the text is a whole message of the queue.
  package var isMessage: Bool
  package var location: ByteString
  package var time: EventTime
  /// What came of it behind the events before it.
  package var outcome: Outcome

  package init(_ text: ByteString, isMessage: Bool, location: ByteString, time: EventTime, outcome: Outcome) {
    self.text = text
    self.isMessage = isMessage
    self.location = location
    self.time = time
    self.outcome = outcome
  }

  /// The event once more, at some moment.
  package func event(at time: EventTime) -> Event {
    isMessage ? Event(message: text, time: time) : Event(text, location: location, time: time)
  }

  /// What is to be said where it comes to another rule alone: only its history made it what it was; nil where it does not.
  package func difference(alone: Outcome) -> String? {
    guard outcome.rule?.id != alone.rule?.id else { return nil }
    let (before, now) = (
      outcome.rule.map { "rule \($0.id)" } ?? "no rule", alone.rule.map { "rule \($0.id)" } ?? "none"
    )
    return "behind the events before it this was \(before); alone it is \(now)"
  }

  /// A title that a case of it could have.
  package var title: String {
    let words = outcome.rule.map { TerminalText.line($0.description) } ?? "An event without a rule"
    let title = String(words.filter { $0 != "]" && $0 != "[" }.prefix(100))
    return title.isEmpty ? "Rule \(outcome.rule?.id ?? 0)" : title
  }

  /// A case of it, and what comes of it there: alone, and at the usual time unless its own makes a difference.
  package func draft(on ruleset: CompiledRuleset) -> (draft: CaseDraft, outcome: Outcome) {
    func run(at time: EventTime) -> Outcome { Session(ruleset, mode: .logtest).analyze(event(at: time)) }
    let own = EventTime(seconds: time.seconds)
    let (usual, then) = (run(at: .standard), run(at: own))
    let isSame = usual.rule?.id == then.rule?.id
    let outcome = isSame ? usual : then
    let entry = CaseDraft.Entry(raw: text, time: isSame ? .standard : own, outcome: outcome)
    let draft = CaseDraft(
      location: isMessage ? "stdin" : location, format: isMessage ? .queue : .syslog, entries: [entry])
    return (draft, outcome)
  }
}
