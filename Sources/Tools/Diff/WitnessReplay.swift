import Analysis
import Bytes

/// Runs a witness in a session of its own.
struct WitnessReplay {
  /// All that two answers to a witness can differ in.
  struct Answer: Equatable {
    var rule: Int
    var level: Int
    var isAlert: Bool
    var isIgnored: Bool
    var decoder: ByteString?
    var parent: ByteString?
    var fields: [Outcome.Field]
    var description: ByteString
    var groups: [ByteString]
  }

  let events: [Witness.Given]

  /// What the ruleset makes of the last event.
  func answer(on ruleset: CompiledRuleset) -> (answer: Answer, outcome: Outcome)? {
    let session = Session(ruleset)
    var last: Outcome?
    for (index, given) in events.enumerated() {
      if index < events.count - 1 {
        _ = session.process(given.event)
      } else {
        last = session.analyze(given.event)
      }
    }
    guard let last else { return nil }
    let level = last.rule.map { $0.level == 99 ? 0 : $0.level } ?? 0
    let answer = Answer(
      rule: last.rule?.id ?? -1, level: level, isAlert: last.isAlert,
      isIgnored: last.verdict == .suppressed || last.ignoredRule != nil, decoder: last.decoder.name,
      parent: last.decoder.parent, fields: last.fields, description: last.rule?.description ?? "",
      groups: last.rule?.groups ?? [])
    return (answer, last)
  }
}

extension WitnessReplay.Answer {
  /// Whether it is what the corpus gave.
  func agrees(with mark: RuleMark) -> Bool {
    // A daemon tells no rule of level 0.
    let isSameRule = rule == mark.id && level == mark.level || rule == -1 && mark.level == 0
    return isSameRule && isAlert == mark.isAlert && isIgnored == mark.isIgnored
  }
}
