import Analysis
import Bytes
import Cases
import Diagnostics
import Explaining
import Harness
import Rulesets

/// The run of a case, event by event, as a text to read beside a failure: what came of each, and for those that failed
/// which decoders and rules were tried and the alert.
struct Transcript {
  /// Decoders or rules of one level that failed and are named; the stock ruleset tries hundreds.
  static let maximumTrials = 12
  /// Events that are explained; a step may come a hundred thousand times.
  static let maximumExplanations = 8

  private(set) var text = ""
  private let explainer: Explainer

  init(_ ruleset: CompiledRuleset) { explainer = Explainer(ruleset) }

  /// The run of a case that failed.
  init(_ rule: RuleCase, _ result: CaseResult) {
    self.init(rule.ruleset.compiled)
    line("\(rule.file):\(rule.line): \(rule.title)")
    for failure in result.failures {
      line("  line \(failure.location.line): \(failure.summary)")
      if let cause = failure.cause { line("    because \(cause)") }
    }
    let failed = Set(result.failures.map { Place(line: $0.eventLocation.line, number: $0.repetition?.number ?? 1) })
    let session = Session(rule.ruleset.compiled)
    var explained = 0
    var source = EventSource(rule.test)
    for step in rule.test.steps {
      source.begin(step.clock)
      for number in 0..<step.clock.count {
        let place = Place(line: step.event.location.line, number: number + 1)
        let isExplained = failed.contains(place) && explained < Self.maximumExplanations
        // Of many that are alike, the first and the last tell enough.
        guard isExplained || number == 0 || number == step.clock.count - 1 else {
          if let event = try? source.next(step, repetition: number) { _ = session.analyze(event) }
          continue
        }
        if isExplained { explained += 1 }
        line("\nevent in line \(place.line)\(step.clock.isRepeated ? ", repetition \(place.number)" : "")")
        do throws(InputError) {
          add(try source.next(step, repetition: number), in: session, isExplained: isExplained)
        } catch {
          line("  not sent: \(error.message)")
        }
      }
    }
  }

  private struct Place: Hashable {
    var line: Int
    var number: Int
  }

  /// Adds an event, which the session analyses.
  mutating func add(_ event: Event, in session: Session, isExplained: Bool) {
    line("  > \(Phrases.short(event.log, 400))")
    let seconds = event.time.seconds * 1000 + event.time.milliseconds
    line("  at \(Moment(milliseconds: seconds)) from \(Phrases.short(event.location, 200))")
    guard isExplained else {
      line("  \(EventOutcome(session.analyze(event)))")
      return
    }
    let explanation = explainer.explain(event, in: session)
    line("  \(EventOutcome(explanation.outcome))")
    for field in explanation.outcome.fields { line("    \(field.name): \(Phrases.short(field.value, 200))") }
    decoders(explanation.decoding)
    rules(explanation.rules)
    for sentence in explanation.advice { line("  advice: \(sentence)") }
    for message in explanation.outcome.messages { line("  engine: \(message.line)") }
    if let document = explanation.outcome.document { line("  document: \(document)") }
  }

  private mutating func decoders(_ story: DecodingStory) {
    guard !story.roots.isEmpty || !story.children.isEmpty else { return }
    line("  decoders tried:")
    trials(story.roots, indent: "    ")
    trials(story.children, indent: "      ")
    for remark in story.remarks { line("    why: \(remark.message)") }
  }

  private mutating func trials(_ trials: [DecodingStory.Trial], indent: String) {
    let failed = trials.filter { !$0.isTaken }
    for trial in failed.suffix(Self.maximumTrials) {
      line("\(indent)✗ \(trial.decoder.name) (\(place(trial.decoder.location))): \(Phrases.result(of: trial))")
    }
    if failed.count > Self.maximumTrials { line("\(indent)  and \(failed.count - Self.maximumTrials) more before") }
    for trial in trials where trial.isTaken {
      line("\(indent)✓ \(trial.decoder.name) (\(place(trial.decoder.location)))")
    }
  }

  private mutating func rules(_ story: RulesStory) {
    guard !story.levels.isEmpty else { return }
    line("  rules tried:")
    let result = story.path.last?.index
    for level in story.levels {
      // The path, and the children of the rule that is reported: they all failed.
      if level.isOnPath || level.parent?.index == result { rules(of: level) }
    }
    for remark in story.remarks { line("    why: \(remark.message)") }
    for miss in story.misses { line("  came close: \(name(miss.rule)): \(lack(of: miss))") }
  }

  private mutating func rules(of level: RulesStory.Level) {
    let indent = String(repeating: "  ", count: level.depth + 2)
    let failed = level.trials.filter { $0.failed != nil }
    for trial in failed.suffix(Self.maximumTrials) {
      guard let condition = trial.failed else { continue }
      line("\(indent)✗ \(name(trial.rule)): \(phrase(condition))")
      if let remark = condition.remark { line("\(indent)    why: \(remark.message)") }
    }
    if failed.count > Self.maximumTrials { line("\(indent)  and \(failed.count - Self.maximumTrials) more before") }
    if let winner = level.winner { line("\(indent)✓ \(name(winner.rule))") }
  }

  /// Why a condition failed, and where its pattern gave up.
  private func phrase(_ condition: ConditionStory) -> String {
    let why = Phrases.failure(of: condition)
    guard let failure = condition.failure, let place = Phrases.place(of: failure) else { return why }
    return "\(why) (\(place))"
  }

  private func lack(of miss: RulesStory.Miss) -> String {
    miss.conditions.filter { $0.holds == false }.map(Phrases.failure).joined(separator: "; ")
  }

  private func name(_ rule: RuleReference) -> String {
    "rule \(rule.id) (level \(rule.level), \(place(rule.location)))"
  }

  private func place(_ location: SourceLocation) -> String { "\(location.file):\(location.line)" }

  private mutating func line(_ content: String) { text += content + "\n" }
}

extension DecodingStory.Trial {
  fileprivate var isTaken: Bool {
    if case .taken = result { true } else { false }
  }
}
