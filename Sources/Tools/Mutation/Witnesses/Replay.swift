import Analysis
import Bytes
import Cases
import Harness

/// A case's events on a ruleset, without judging them.
enum Replay {
  /// What came of each event: per step, per repetition; nil where the event never reached the engine.
  static func outcomes(of test: TestCase, on ruleset: CompiledRuleset) -> [[Outcome?]] {
    let session = Session(ruleset)
    var source = EventSource(test)
    return test.steps.map { step in
      source.begin(step.clock)
      return (0..<step.clock.count).map { repetition in
        guard let event = try? source.next(step, repetition: repetition) else { return nil }
        return session.analyze(event)
      }
    }
  }
}

extension Outcome {
  /// Whether a case could tell the two apart.
  func differs(from other: Outcome) -> Bool {
    decoder.name != other.decoder.name || decoder.parent != other.decoder.parent || isAlert != other.isAlert
      || fields != other.fields || rule?.id != other.rule?.id || rule?.level != other.rule?.level
      || rule?.description != other.rule?.description || rule?.groups != other.rule?.groups
      || rule?.frequency != other.rule?.frequency
  }
}
