import Analysis
import Bytes
import Cases
import Explaining
import Rulesets

/// Adds to a failure why something else came out than was expected, what to mark in the log, and how to see more.
struct NearestCause {
  let event: Event
  let outcome: Outcome
  let trace: Trace
  let session: Session
  private lazy var explainer = Explainer(session.ruleset)
  private lazy var explanation = explainer.explain(
    event.log, outcome, trace, in: session, format: event.format)
  /// What was answered already: one question may stand behind any number of expectations.
  private var answers: [String: String?] = [:]

  init(event: Event, outcome: Outcome, trace: Trace, session: Session) {
    self.event = event
    self.outcome = outcome
    self.trace = trace
    self.session = session
  }

  mutating func explain(_ failure: inout Failure, _ expectation: Expectation, _ operand: Operand?) {
    guard let question = question(expectation, operand) else { return }
    let key = "\(question)"
    if answers[key] == nil {
      let cause = TerminalText.line(explainer.nearestCause(question, explanation, session))
      answers[key] = .some(cause.isEmpty ? nil : cause)
    }
    if let cause = answers[key] ?? nil { failure.cause = cause }
    if case .rule(let id) = question, failure.mark == nil, let value = evidence(for: id) {
      failure.mark = FailureBuilder.place(of: value, in: failure.log)
    }
  }

  /// What to ask; nil where expected and actual say all there is.
  private func question(_ expectation: Expectation, _ operand: Operand?) -> Explanation.Question? {
    if case .field(let name) = expectation.subject {
      guard expectation.comparison != .absent, case .nothing = Actual(expectation.subject, in: outcome) else {
        return nil
      }
      return .field(name)
    }
    switch expectation.subject {
    case .level, .description, .groups, .mitre, .compliance, .mail, .firedTimes:
      // Nothing of a rule can be right where there is none.
      return outcome.rule == nil && expectation.comparison != .absent ? .verdict : nil
    default: break
    }
    guard expectation.comparison == .equal, let operand, !operand.isNone else { return nil }
    switch expectation.subject {
    case .rule: return Int(operand.text.description).map { .rule($0) }
    case .decoder, .parent: return .decoder(operand.text)
    default: return nil
    }
  }

  /// The value that the rule's failed condition looked at.
  private func evidence(for id: Int) -> ByteString? {
    let rules = session.ruleset.loaded.rules.rules
    for step in trace.rules.reversed() {
      if case .failed(let rule, let condition) = step, rules[rule].id == id { return condition.value }
    }
    return nil
  }
}
