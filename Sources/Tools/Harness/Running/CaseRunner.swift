import Analysis
import Bytes
import Cases
import Coverage
import Diagnostics
import Rulesets

/// Runs cases, one after the other, each in a session of its own. One per worker: it owns scratch memory.
public struct CaseRunner {
  private let judge = Judge()
  private let recorder: CoverageRecorder?

  /// A runner with fresh scratch memory.
  public init() { recorder = nil }

  /// A runner that records what its cases reach.
  public init(recorder: CoverageRecorder) { self.recorder = recorder }

  /// The snapshot that an expectation names.
  func snapshot(of expectation: Expectation) -> Snapshot? {
    judge.snapshots.snapshot(of: expectation)
  }

  /// What came of one repetition of a step.
  struct Observation {
    var step: Int
    /// Counted from 0.
    var repetition: Int
    /// Nil when the event never reached the engine, with the reason.
    var outcome: Result<Outcome, InputError>
  }

  /// Runs a case in a fresh session.
  public func run(_ test: TestCase, on ruleset: PreparedRuleset) -> CaseResult {
    run(test, on: ruleset, observe: nil)
  }

  /// Runs a case in a fresh session and says what it reached.
  /// - Parameters:
  ///   - test: the case.
  ///   - ruleset: what it runs on.
  ///   - layout: the numbers to say it in; without one, or a recorder, nothing is recorded.
  public func run(
    _ test: TestCase, on ruleset: PreparedRuleset, layout: CoverageLayout?
  ) -> (result: CaseResult, footprint: CaseFootprint?) {
    guard let recorder, let layout, test.settings.skip == nil else {
      return (run(test, on: ruleset, observe: nil), nil)
    }
    recorder.begin(layout)
    let result = run(test, on: ruleset, observe: nil)
    return (result, recorder.finish())
  }

  /// Runs a case.
  /// - Parameter observe: is told what came of each event before it is judged.
  func run(
    _ test: TestCase, on ruleset: PreparedRuleset, observe: ((Observation) -> Void)?
  ) -> CaseResult {
    if let skip = test.settings.skip { return CaseResult(.skipped, of: test, reason: skip.value) }
    if let problem = judge.snapshots.problem(in: test) {
      var result = CaseResult(.broken, of: test, reason: problem.message)
      result.unanswered = problem
      return result
    }
    let run = execute(test, on: ruleset, observe: observe)
    var result: CaseResult
    if let unanswered = run.unanswered {
      // Neither a failure nor, where nothing is expected of the event, a success.
      result = CaseResult(
        .broken, of: test, reason: unanswered.message, failures: run.failures, events: run.events)
      result.unanswered = unanswered
    } else if let todo = test.settings.todo {
      result = CaseResult(
        run.failures.isEmpty ? .unexpectedPass : .expectedFailure, of: test, reason: todo.value,
        failures: run.failures, events: run.events)
    } else {
      result = CaseResult(
        run.failures.isEmpty ? .passed : .failed, of: test, failures: run.failures, events: run.events)
    }
    result.notes = run.notes
    return result
  }

  private func execute(
    _ test: TestCase, on ruleset: PreparedRuleset, observe: ((Observation) -> Void)?
  ) -> (failures: [Failure], events: Int, notes: [CaseNote], unanswered: Diagnostic?) {
    let session = Session(ruleset.compiled)
    var modes = ModeComparison(
      isAskedFor: test.steps.contains { $0.expectations.contains { $0.subject == .production } })
    var notes = [CaseNote.expectsNothing(test)].compactMap(\.self)
    var source = EventSource(test)
    var failures: [Failure] = []
    var events = 0
    var unanswered: Diagnostic?
    var last: (Step, Outcome)?
    for (index, step) in test.steps.enumerated() {
      source.begin(step.clock)
      var failed = [Int?](repeating: nil, count: step.expectations.count)
      for repetition in 0..<step.clock.count {
        let event: Event
        do throws(InputError) {
          event = try source.next(step, repetition: repetition)
        } catch {
          observe?(Observation(step: index, repetition: repetition, outcome: .failure(error)))
          let raw = step.event.log(repetition: repetition + 1, of: step.clock)
          let builder = FailureBuilder(ruleset: ruleset, step: step, log: raw)
          failures += step.expectations.map { builder.dropped($0, error.message) }
          unanswered = unanswered ?? Self.unsent(error, in: step, of: test)
          continue
        }
        var outcome = recorder?.analyze(event, in: session) ?? session.analyze(event)
        if case .expectations = test.judgement {
          outcome.production = modes.production(of: event, beside: session)
          let taker = NoteTaker(step: step, ruleset: ruleset.compiled)
          for note in taker.notes(on: event, outcome) where !notes.contains(note) { notes.append(note) }
        }
        events += 1
        unanswered = unanswered ?? Self.unanswered(outcome, in: step)
        last = (step, outcome)
        observe?(Observation(step: index, repetition: repetition, outcome: .success(outcome)))
        let builder = FailureBuilder(ruleset: ruleset, step: step, log: event.log)
        if outcome.verdict == .refused || outcome.verdict == .dropped, case .expectations = test.judgement {
          // `rule = none` must not pass because the engine never looked at the log.
          failures += step.expectations.map { builder.dropped($0, Self.refusal(outcome)) }
          unanswered = unanswered ?? Self.unlooked(outcome, in: step)
          continue
        }
        for (number, expectation) in step.expectations.enumerated() {
          guard let mismatch = judge.mismatch(expectation, in: outcome, repetition: repetition) else { continue }
          if let first = failed[number] {
            failures[first].furtherRepetitions += 1
            continue
          }
          failed[number] = failures.count
          failures.append(builder.failure(expectation, mismatch, outcome, repetition: repetition))
        }
      }
    }
    if case .triple(let triple) = test.judgement {
      failures += TripleJudge.failures(of: triple, in: test, last: last, ruleset: ruleset)
    }
    return (failures, events, notes, unanswered)
  }

  /// What the engine would have asked somebody else, at the event that needs it.
  private static func unanswered(_ outcome: Outcome, in step: Step) -> Diagnostic? {
    var reason = outcome.unanswered
    reason?.location = step.event.location
    return reason
  }

  /// An event of which nothing is expected builds up what later ones need: that it does not come that far would pass unseen.
  private static func unsent(_ error: InputError, in step: Step, of test: TestCase) -> Diagnostic? {
    guard case .expectations = test.judgement, step.expectations.isEmpty else { return nil }
    return Diagnostic(
      .error, code: "not-sent", "the event cannot be sent: \(error.message)", at: step.event.location, hint: error.hint)
  }

  /// The same for one that the engine does not look at.
  private static func unlooked(_ outcome: Outcome, in step: Step) -> Diagnostic? {
    guard step.expectations.isEmpty, outcome.verdict == .refused else { return nil }
    return Diagnostic(
      .error, code: "not-taken", "the engine does not take the event: \(refusal(outcome))", at: step.event.location)
  }

  /// Why the engine has not looked at an event.
  static func refusal(_ outcome: Outcome) -> String {
    outcome.diagnostics.first?.message ?? outcome.messages.last?.line.description ?? "the engine refuses the event"
  }

  /// Runs a case that failed once more, watching the first event that failed, and adds why it failed.
  ///
  /// It takes as long as some dozens of cases: whoever runs thousands explains the first that fail.
  public func explain(_ result: inout CaseResult, of test: TestCase, on ruleset: PreparedRuleset) {
    if result.status == .failed { explain(&result.failures, of: test, on: ruleset) }
  }

  private func explain(_ failures: inout [Failure], of test: TestCase, on ruleset: PreparedRuleset) {
    guard let first = failures.first,
      let wanted = test.steps.firstIndex(where: { $0.event.location == first.eventLocation })
    else { return }
    let repetition = (first.repetition?.number ?? 1) - 1
    let session = Session(ruleset.compiled)
    var source = EventSource(test)
    for (index, step) in test.steps.enumerated() {
      source.begin(step.clock)
      for number in 0..<step.clock.count {
        guard let event = try? source.next(step, repetition: number) else { continue }
        guard index == wanted, number == repetition else {
          _ = session.analyze(event)
          continue
        }
        var trace = Trace()
        let outcome = session.analyze(event, observer: &trace)
        var cause = NearestCause(event: event, outcome: outcome, trace: trace, session: session)
        let expectations = expectations(of: step, test)
        for place in failures.indices where failures[place].eventLocation == first.eventLocation {
          guard let expectation = expectations[failures[place].location] else { continue }
          cause.explain(&failures[place], expectation, expectation.operand(repetition: number))
        }
        return
      }
    }
  }

  /// The expectations of a step by their places.
  private func expectations(of step: Step, _ test: TestCase) -> [SourceLocation: Expectation] {
    if case .triple(let triple) = test.judgement {
      guard triple.wanted == .pass else { return [:] }
      var expectations: [SourceLocation: Expectation] = [:]
      for (entry, subject) in [(triple.decoder, Subject.decoder), (triple.rule, .rule)] where !entry.text.isEmpty {
        expectations[entry.location] = Expectation(subject, .equal, .same(Operand(entry.text)))
      }
      return expectations
    }
    return Dictionary(step.expectations.map { ($0.location, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
