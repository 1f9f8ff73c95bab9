import Analysis
import Bytes
import Cases
import Diagnostics
import Harness
import Patterns
import Rulesets

/// Looks for a test that would kill a survivor: an expectation that a case lacks, one of the given logs, a log or a
/// sequence like one of the cases'.
struct WitnessFinder {
  /// Cases whose logs are varied, at most.
  private static let bases = 16
  /// Logs per case that are run through the engine, at most.
  private static let logsPerBase = 40

  private let mutant: Mutant
  private let candidates: [MutantJudge.Candidate]
  private let options: MutationOptions
  /// Events that may still be run.
  private var budget: Int

  init(_ mutant: Mutant, _ candidates: [MutantJudge.Candidate], _ options: MutationOptions) {
    self.mutant = mutant
    self.candidates = candidates
    self.options = options
    budget = options.witnessBudget
  }

  /// What is known about the survivor.
  func find() -> Survival {
    var finder = self
    let cases = candidates.reduce(0) { $0 + $1.cases.count }
    var survival = Survival(cases: cases, advice: Advice.text(for: mutant, cases: cases))
    guard options.witnessBudget > 0 else { return survival }
    for candidate in candidates {
      let maker = SuggestedCase(mutant, target: candidate.target, changed: candidate.ruleset)
      if let (suggestion, test) = finder.unexpected(candidate, maker) {
        survival.suggestion = SuggestedCase.text(suggestion)
        survival.nearly = test.reference
        survival.advice = "The events of \(test.reference.location) come out differently, but no expectation says so."
        return survival
      }
    }
    for candidate in candidates {
      let maker = SuggestedCase(mutant, target: candidate.target, changed: candidate.ruleset)
      if let suggestion = finder.given(maker) ?? finder.variedText(candidate, maker)
        ?? finder.variedSequence(candidate, maker)
      {
        survival.suggestion = SuggestedCase.text(suggestion)
        return survival
      }
    }
    return survival
  }

  /// The cases whose events are varied: first those in which the definition matches, then those that only try it,
  /// spread over all of them.
  private func bases(_ candidate: MutantJudge.Candidate) -> [Target.Case] {
    let target = candidate.target
    let matching = Self.spread(target.cases(matching: candidate.definition, isRule: mutant.isRule), Self.bases)
    let known = Set(matching)
    let others = Self.spread(candidate.cases.filter { !known.contains($0) }, Self.bases)
    return (matching + others).map { target.cases[$0] }
  }

  private static func spread(_ all: [Int], _ count: Int) -> [Int] {
    all.count <= count ? all : (0..<count).map { all[$0 * all.count / count] }
  }

  // MARK: Without a new log

  /// A case whose events come out differently although none of its expectations fails.
  private mutating func unexpected(
    _ candidate: MutantJudge.Candidate, _ maker: SuggestedCase
  ) -> (TestCase, Target.Case)? {
    for index in candidate.cases where budget > 0 {
      let base = candidate.target.cases[index]
      budget -= base.events
      if let suggestion = maker.make(from: base.test) { return (suggestion, base) }
    }
    return nil
  }

  /// One of the logs that were given.
  private func given(_ maker: SuggestedCase) -> TestCase? {
    for event in options.events {
      let place = SourceLocation(file: "", line: 0, column: 0)
      var settings = CaseSettings()
      if event.location != "stdin", !event.isMessage { settings.location = Located(event.location, at: place) }
      if event.format != .syslog { settings.format = Located(event.format, at: place) }
      let test = TestCase(
        title: "", location: place, settings: settings, ownSettings: settings,
        steps: [Step(EventText(event.log, at: place))])
      if let suggestion = maker.make(from: test) { return suggestion }
    }
    return nil
  }

  // MARK: Logs like those of the cases

  private mutating func variedText(_ candidate: MutantJudge.Candidate, _ maker: SuggestedCase) -> TestCase? {
    guard let change = mutant.pattern, let pattern = ChangedPattern(change) else { return nil }
    let looks = SubjectFinder(mutant: mutant, site: change.site, target: candidate.target)
    let witness = pattern.witness(budget: 3000)
    for base in bases(candidate) where budget > 0 {
      for look in looks.subjects(in: base.test) {
        let variations = TextVariations(
          text: look.text, extent: pattern.extent(in: look.text), witness: witness)
        var tried: Set<ByteString> = []
        for text in variations.all() where pattern.tells(text) && tried.insert(text).inserted {
          let logs = TextReplacement(log: base.test.steps[look.step].event.log, old: look.text).logs(with: text)
          for log in logs {
            guard budget > 0, tried.count <= Self.logsPerBase else { break }
            var test = base.test
            test.judgement = .expectations
            test.steps = Array(test.steps[...look.step])
            test.steps[look.step].event.log = log
            budget -= base.events
            if let suggestion = maker.make(from: test) { return suggestion }
          }
        }
      }
    }
    return nil
  }

  private mutating func variedSequence(_ candidate: MutantJudge.Candidate, _ maker: SuggestedCase) -> TestCase? {
    guard mutant.isRule, let id = Int(mutant.definition),
      let rule = candidate.target.loaded.rules.rules.first(where: { $0.id == id }),
      rule.searchesHistory || rule.ignoreSeconds > 0 || rule.checksDifference || rule.ifFirstTimeSeen
    else { return nil }
    var spans: [Int] = []
    if rule.searchesHistory { spans.append(rule.timeframe) }
    if rule.ignoreSeconds > 0 { spans.append(rule.ignoreSeconds) }
    // Long sequences come first here: it takes one to fill a history.
    for base in bases(candidate).reversed() where budget > 0 {
      let outcomes = Replay.outcomes(of: base.test, on: candidate.target.compiled)
      for test in SequenceVariations(test: base.test, outcomes: outcomes, spans: spans).all() where budget > 0 {
        budget -= test.steps.reduce(0) { $0 + $1.clock.count }
        if let suggestion = maker.make(from: test) { return suggestion }
      }
    }
    return nil
  }
}
