import Analysis
import Bytes
import Diagnostics
import Explaining
import Rulesets

/// Events of one session, explained as they come: with what the manager's daemon would make of them, and what would come
/// out without the engine's known defects.
package final class ExplainSession {
  package private(set) var explainer: Explainer
  private var session: Session
  /// The same session as the daemon would have it.
  private var otherMode: OtherMode
  /// The same session without the engine's known defects; nil where they make no difference, or nobody asks.
  private var fixedSession: Session?
  private let comparesFixed: Bool

  /// - Parameter comparesFixed: whether it is said what would come out without the engine's known defects.
  package init(_ ruleset: CompiledRuleset, comparesFixed: Bool = true) {
    self.comparesFixed = comparesFixed
    explainer = Explainer(ruleset)
    session = Session(ruleset)
    otherMode = OtherMode(of: session)
    fixedSession = comparesFixed ? explainer.fixedRuleset.map { Session($0) } : nil
  }

  package var ruleset: CompiledRuleset { explainer.ruleset }

  /// Forgets everything that was counted.
  package func begin() {
    session = Session(ruleset)
    otherMode = OtherMode(of: session)
    fixedSession = fixedSession.map { Session($0.ruleset) }
  }

  /// Begins anew with another ruleset.
  package func begin(on ruleset: CompiledRuleset) {
    explainer = Explainer(ruleset)
    fixedSession = comparesFixed ? explainer.fixedRuleset.map { Session($0) } : nil
    begin()
  }

  /// Runs an event that nobody asks about, but that those behind it may count.
  /// - Returns: why it has no answer; nil when it has one.
  package func follow(_ event: Event) -> Diagnostic? {
    let outcome = session.analyze(event)
    otherMode.follow(event)
    _ = fixedSession?.analyze(event)
    return outcome.unanswered
  }

  /// Runs an event, and tells its story.
  package func explain(_ event: Event) -> Explanation {
    var explanation = explainer.explain(event, in: session)
    explanation.production = otherMode.note(on: event, beside: session)
    if let fixed = fixedSession?.analyze(event) { explainer.compare(&explanation, withFixed: fixed) }
    return explanation
  }

  /// What was asked about the event of an explanation, which is the last one of the session.
  package func answers(to questions: ExplainQuestions, about explanation: Explanation) -> ExplainAnswers {
    ExplainAnswers(
      rules: questions.rules.map { explainer.why(rule: $0, explanation, session) },
      decoders: questions.decoders.flatMap { explainer.why(decoder: $0, explanation) },
      fields: questions.fields.map { explainer.why(field: $0, explanation) })
  }
}
