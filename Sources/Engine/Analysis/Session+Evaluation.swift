import Bytes
import Memory
import Rulesets

/// Parts of the last event, for coverage.
extension Session {
  /// Analyses one event and keeps what was tried, in place of what the last one left there.
  public func analyze(_ event: Event, recording evaluation: inout Evaluation) -> Outcome {
    evaluation.reset()
    return analyze(event, observer: &evaluation)
  }

  /// The text of the last event that a condition with a pattern looks at; nil when there is none, or no pattern.
  /// - Parameters:
  ///   - condition: number in ``CompiledRuleset/conditions(ofRule:)``.
  ///   - rule: index in ``/Rulesets/RuleForest/rules``.
  ///   - body: is called with the text, which is valid during the call.
  public func withSubject<Result>(
    ofCondition condition: Int, rule: Int, _ body: (ByteView) -> Result
  ) -> Result? {
    let subject: ByteRange?
    switch ruleset.rules[rule].conditions[condition] {
    case .text(let condition): subject = event.text(in: TextSlot(condition.subject))
    case .field(let nameID, _): subject = event.dynamicValue(named: nameID)
    default: subject = nil
    }
    return subject.map { body(event.arena.view($0)) }
  }

  /// A part of the last event's log, as pre-decoding left it.
  public func withLog<Result>(_ range: ByteRange, _ body: (ByteView) -> Result) -> Result {
    let log = event.log
    let start = min(max(0, Int(range.offset)), Int(log.count))
    let end = min(start + max(0, Int(range.count)), Int(log.count))
    return body(event.arena.view(log[start..<end]))
  }

  /// The last event's program name; nil without one.
  public func withProgramName<Result>(_ body: (ByteView) -> Result) -> Result? {
    event.programName.map { body(event.arena.view($0)) }
  }
}
