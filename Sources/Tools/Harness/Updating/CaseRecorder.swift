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
  /// - Throws: why nothing can be said about one of the events: the case would say what nobody knows, or nothing.
  public static func record(
    _ logs: [ByteString], titled title: String, settings: CaseSettings, on ruleset: PreparedRuleset
  ) throws(UnrecordedEvent) -> TestCase {
    // The logs stand in no file yet: they are told by their numbers.
    func place(_ index: Int) -> SourceLocation { SourceLocation(file: "<log>", line: index + 1, column: 1) }
    return try record(
      TestCase(
        title: title, location: place(0), settings: settings, ownSettings: settings,
        steps: logs.enumerated().map { Step(EventText($0.element, at: place($0.offset))) }), on: ruleset)
  }

  /// A case with what comes out now as its expectations.
  /// - Throws: why nothing can be said about one of the events.
  public static func record(_ given: TestCase, on ruleset: PreparedRuleset) throws(UnrecordedEvent) -> TestCase {
    var test = given
    var outcomes = [Outcome?](repeating: nil, count: test.steps.count)
    test.settings.skip = nil
    test.settings.todo = nil
    let result = CaseRunner().run(test, on: ruleset) { observation in
      if case .success(let outcome) = observation.outcome { outcomes[observation.step] = outcome }
    }
    if let unanswered = result.unanswered { throw UnrecordedEvent(unanswered) }
    for (index, outcome) in outcomes.enumerated() {
      // One that the manager makes no event of has nothing that could be expected, and the case would pass whatever comes.
      if let outcome, outcome.verdict == .dropped {
        throw UnrecordedEvent(
          Diagnostic(
            .error, code: "no-event", "the manager makes no event of it: \(CaseRunner.refusal(outcome))",
            at: test.steps[index].event.location))
      }
      test.steps[index].expectations = expectations(of: [outcome])
    }
    return test
  }
}
