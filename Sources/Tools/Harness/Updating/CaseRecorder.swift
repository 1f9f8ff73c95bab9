import Analysis
import Bytes
import Cases
import Diagnostics
import Rulesets

/// Turns what happens now into expectations: what `--update --add` and `assay new` write.
public enum CaseRecorder {
  /// Decoder, fields, rule and level of an event.
  /// - Parameter outcomes: one per repetition; nil where the event never reached the engine.
  public static func expectations(of outcomes: [Outcome?]) -> [Expectation] {
    let outcomes = outcomes.compactMap { $0 }
    guard let first = outcomes.first else { return [] }
    var subjects: [Subject] = [.decoder]
    if first.decoder.parent != nil { subjects.append(.parent) }
    var seen: Set<ByteString> = []
    for field in first.fields where seen.insert(field.name).inserted { subjects.append(.field(field.name)) }
    subjects.append(.rule)
    if outcomes.contains(where: { $0.rule != nil }) { subjects.append(.level) }
    // Where the manager would do something else than what is written down here, the case says so.
    if outcomes.contains(where: { $0.production?.isSame == false }), !outcomes.contains(where: { $0.production == nil })
    {
      subjects.append(.production)
    }
    return subjects.compactMap { subject in
      let values = outcomes.map { Actual(subject, in: $0).value }
      // A field that differs from repetition to repetition says nothing about the case.
      if case .field = subject, Set(values).count > 1 { return nil }
      return Expectation(subject, .equal, value(of: values))
    }
  }

  static func value(of values: [ByteString?]) -> Expectation.Value {
    let operands = values.map { $0.map { Operand($0, isQuoted: $0 == "none") } ?? Operand("none") }
    guard let first = operands.first else { return .nothing }
    return operands.allSatisfy { $0 == first } ? .same(first) : .each(operands)
  }

  /// A case made of events that were run one after the other.
  public static func record(
    _ logs: [ByteString], titled title: String, settings: CaseSettings, on ruleset: PreparedRuleset
  ) -> TestCase {
    recorded(logs, titled: title, settings: settings, on: ruleset).test
  }

  /// The same, and why nothing can be said about one of the events: then the case would say what nobody knows.
  package static func recorded(
    _ logs: [ByteString], titled title: String, settings: CaseSettings, on ruleset: PreparedRuleset
  ) -> (test: TestCase, unanswered: Diagnostic?) {
    let place = SourceLocation(file: "", line: 0, column: 0)
    return recorded(
      TestCase(
        title: title, location: place, settings: settings, ownSettings: settings,
        steps: logs.map { Step(EventText($0, at: place)) }), on: ruleset)
  }

  /// A case with what comes out now as its expectations.
  public static func record(_ given: TestCase, on ruleset: PreparedRuleset) -> TestCase {
    recorded(given, on: ruleset).test
  }

  private static func recorded(
    _ given: TestCase, on ruleset: PreparedRuleset
  ) -> (test: TestCase, unanswered: Diagnostic?) {
    var test = given
    var outcomes = [Outcome?](repeating: nil, count: test.steps.count)
    test.settings.skip = nil
    test.settings.todo = nil
    let result = CaseRunner().run(test, on: ruleset) { observation in
      if case .success(let outcome) = observation.outcome { outcomes[observation.step] = outcome }
    }
    for (index, outcome) in outcomes.enumerated() { test.steps[index].expectations = expectations(of: [outcome]) }
    return (test, result.unanswered)
  }
}
