import Analysis
import Bytes
import Cases
import Rulesets

/// Runs cases, one after the other, each in a session of its own. One per worker: it owns scratch memory.
struct CaseRunner {
  private let judge = Judge()

  /// What came of one repetition of a step.
  struct Observation {
    var step: Int
    /// Counted from 0.
    var repetition: Int
    /// Nil when the event never reached the engine, with the reason.
    var outcome: Result<Outcome, InputError>
  }

  /// Runs a case.
  /// - Parameter observe: is told what came of each event before it is judged.
  func run(
    _ test: TestCase, on ruleset: PreparedRuleset, observe: ((Observation) -> Void)? = nil
  ) -> CaseResult {
    if let skip = test.settings.skip { return CaseResult(.skipped, of: test, reason: skip.value) }
    let run = execute(test, on: ruleset, observe: observe)
    guard let todo = test.settings.todo else {
      return CaseResult(run.failures.isEmpty ? .passed : .failed, of: test, failures: run.failures, events: run.events)
    }
    return CaseResult(
      run.failures.isEmpty ? .unexpectedPass : .expectedFailure, of: test, reason: todo.value, failures: run.failures,
      events: run.events)
  }

  private func execute(
    _ test: TestCase, on ruleset: PreparedRuleset, observe: ((Observation) -> Void)?
  ) -> (failures: [Failure], events: Int) {
    let session = Session(ruleset.compiled)
    let settings = test.settings
    let format = settings.format.flatMap { InputFormat(rawValue: $0.value.rawValue) } ?? .syslog
    let location = settings.location?.value ?? "stdin"
    let envelope = settings.agent?.value.envelope(around: location) ?? location
    var time = settings.start.map(\.value) ?? CaseTime(milliseconds: EventTime.standard.seconds * 1000)
    var failures: [Failure] = []
    var events = 0
    var last: (Step, Outcome)?
    for (index, step) in test.steps.enumerated() {
      time = step.clock.at ?? time
      time.milliseconds += step.clock.advance
      var failed = [Int?](repeating: nil, count: step.expectations.count)
      for repetition in 0..<step.clock.count {
        time.milliseconds += step.clock.interval
        let raw = step.event.log(repetition: repetition + 1, of: step.clock)
        let log: ByteString
        do throws(InputError) {
          log = try format.prepare(raw)
        } catch {
          observe?(Observation(step: index, repetition: repetition, outcome: .failure(error)))
          for expectation in step.expectations {
            failures.append(FailureBuilder(ruleset: ruleset, step: step, log: raw).dropped(expectation, error.message))
          }
          continue
        }
        let outcome = session.analyze(Event(log, location: envelope, time: time.eventTime, format: format))
        events += 1
        last = (step, outcome)
        observe?(Observation(step: index, repetition: repetition, outcome: .success(outcome)))
        for (number, expectation) in step.expectations.enumerated() {
          guard let mismatch = judge.mismatch(expectation, in: outcome, repetition: repetition) else { continue }
          if let first = failed[number] {
            failures[first].furtherRepetitions += 1
            continue
          }
          failed[number] = failures.count
          let builder = FailureBuilder(ruleset: ruleset, step: step, log: log)
          failures.append(builder.failure(expectation, mismatch, outcome, repetition: repetition))
        }
      }
    }
    if case .triple(let triple) = test.judgement {
      failures += TripleJudge.failures(of: triple, in: test, last: last, ruleset: ruleset)
    }
    return (failures, events)
  }
}

extension CaseTime {
  /// The moment in the engine's terms.
  var eventTime: EventTime {
    var seconds = milliseconds / 1000
    var rest = milliseconds % 1000
    if rest < 0 { (seconds, rest) = (seconds - 1, rest + 1000) }
    return EventTime(seconds: seconds, milliseconds: rest)
  }
}
