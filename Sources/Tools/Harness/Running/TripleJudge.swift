import Analysis
import Bytes
import Cases
import Rulesets

/// Judges ini tests as the reference's runner does: by the triple of the last event, as strings.
enum TripleJudge {
  static func failures(
    of triple: IniTriple, in test: TestCase, last: (Step, Outcome)?, ruleset: PreparedRuleset
  ) -> [Failure] {
    guard let (step, outcome) = last else {
      guard triple.wanted == .pass else { return [] }
      let step = Step(EventText("", at: test.location))
      let builder = FailureBuilder(ruleset: ruleset, step: step, log: "")
      return [builder.plain("log", at: test.location, expected: "an event", actual: "none", outcome: nil)]
    }
    let rule = ByteString(outcome.rule.map { String($0.id) } ?? "")
    let level = ByteString(outcome.rule.map { String($0.level) } ?? "")
    let decoder = outcome.decoder.name ?? ""
    guard !triple.accepts(rule: rule, level: level, decoder: decoder) else { return [] }
    let builder = FailureBuilder(ruleset: ruleset, step: step, log: step.event.log)
    func shown(_ text: ByteString) -> String { text.isEmpty ? "(empty)" : ValuePrinter.text(text, of: .log) }
    let parts = [("rule", triple.rule, rule), ("alert", triple.alert, level), ("decoder", triple.decoder, decoder)]
    if triple.wanted == .fail {
      var failure = builder.plain(
        "fail", at: test.location, expected: "anything but \(parts.map { shown($0.1.text) }.joined(separator: ", "))",
        actual: "exactly that", outcome: outcome)
      failure.note = "a `log … fail` wants rule, alert and decoder not to be these three together"
      return [failure]
    }
    var failures = parts.filter { $0.1.text != $0.2 }.map { name, wanted, actual in
      builder.plain(name, at: wanted.location, expected: shown(wanted.text), actual: shown(actual), outcome: outcome)
    }
    if failures.isEmpty {
      for (name, wanted, _) in parts where wanted.text.isEmpty {
        var failure = builder.plain(
          name, at: wanted.location, expected: "(empty)", actual: "(empty)", outcome: outcome)
        failure.note =
          "the reference's front end ends with an error when an expected field is empty, also when it is right"
        failures.append(failure)
      }
    }
    return failures
  }
}
