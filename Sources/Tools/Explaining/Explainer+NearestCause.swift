import Analysis
import Bytes
import Rulesets
import Senders

extension Explanation {
  /// What to explain in one line.
  public enum Question: Sendable {
    /// Why the rule of this number did not fire.
    case rule(Int)
    /// Why the decoder of this name was not chosen.
    case decoder(ByteString)
    /// Why the field is not set, or has the value that it has.
    case field(ByteString)
    /// Why no rule took the event.
    case verdict
  }

  /// The nearest cause of something that did not happen, in a line: what a failed case shows.
  /// - Parameters:
  ///   - question: what did not happen.
  ///   - log: the log as received.
  ///   - outcome: what became of it.
  ///   - trace: of the event that the session has analysed last.
  ///   - session: the session, as that event left it.
  ///   - format: who sent the log.
  public static func nearestCause(
    _ question: Question, log: ByteString, outcome: Outcome, trace: Trace, session: Session,
    format: InputFormat = .syslog
  ) -> String {
    let explainer = Explainer(session.ruleset)
    let explanation = explainer.explain(log, outcome, trace, in: session, format: format)
    return explainer.nearestCause(question, explanation, session)
  }
}

extension Explainer {
  /// The answer to a question in a line, with its known cause.
  public func nearestCause(_ question: Explanation.Question, _ explanation: Explanation, _ session: Session) -> String {
    switch question {
    case .rule(let id):
      guard let index = rule(numbered: id) else { return unknownRule(id) }
      let focus = why(rule: index, explanation, session)
      let remark =
        focus.remarks.first { $0 == explanation.input || $0.code == "module-event" }
        ?? focus.unsatisfied?.conditions.first { $0.holds == false }?.remark ?? focus.remarks.first
      return Self.joined(focus.answer, remark)
    case .decoder(let name):
      guard let focus = why(decoder: name, explanation).first else { return unknownDecoder(name) }
      return Self.joined(focus.answer, explanation.input ?? focus.remarks.first)
    case .field(let name):
      let focus = why(field: name, explanation)
      let remark = focus.remarks.first { $0 == explanation.input }
      return Self.joined((focus.answers + focus.candidates.prefix(1).map(\.answer)).joined(separator: " "), remark)
    case .verdict: return verdictCause(explanation)
    }
  }

  fileprivate func verdictCause(_ explanation: Explanation) -> String {
    if let advice = explanation.advice.first { return advice }
    return explanation.own.rules.first?.reason ?? ""
  }

  static func joined(_ answer: String, _ remark: Remark?) -> String {
    remark.map { "\(answer) Cause: \($0.message)." } ?? answer
  }

  /// A sentence about a rule that is not loaded: whether loading dropped it, and which one was probably meant.
  public func unknownRule(_ id: Int) -> String {
    let mark = ByteString("\(id)")
    if let said = ruleset.loaded.diagnostics.first(where: { Self.names($0.message, mark) }) {
      return "rule \(id) is not in the ruleset; loading said: \(said.message)"
    }
    return "rule \(id) is not in the ruleset"
  }

  /// The rule that was probably meant.
  public func ruleMeant(by id: Int) -> Int? { Nearness.nearest(to: id, among: forest.rules.lazy.map(\.id)) }

  /// A sentence about a decoder that is not loaded.
  public func unknownDecoder(_ name: ByteString) -> String { "decoder `\(name)` is not in the ruleset" }

  /// The decoder that was probably meant.
  public func decoderMeant(by name: ByteString) -> ByteString? {
    Nearness.nearest(to: name, among: decoders.definitions.lazy.map(\.name))
  }

  private static func names(_ message: String, _ number: ByteString) -> Bool {
    let text = Array(message.utf8)
    var at = 0
    while at + number.count <= text.count {
      if text[at..<at + number.count].elementsEqual(number.bytes),
        at == 0 || !ASCII.isDigit(text[at - 1]),
        at + number.count == text.count || !ASCII.isDigit(text[at + number.count])
      {
        return true
      }
      at += 1
    }
    return false
  }
}
