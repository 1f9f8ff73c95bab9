import Analysis
import Bytes
import Cases
import Harness
import Rulesets

/// Judges one mutant after the other. One per worker: it owns rulesets that go on from where loading stood.
final class MutantJudge {
  private let run: MutationRun
  private let runner = CaseRunner()
  private var reloaders: [Int: RulesetReloader] = [:]

  init(_ run: MutationRun) { self.run = run }

  /// A mutant that loaded, on one of the rulesets that hold its file.
  struct Candidate {
    var target: Target
    var ruleset: PreparedRuleset
    /// The cases whose outcome the change can touch.
    var cases: [Int]
    /// Index of the definition.
    var definition: Int
  }

  /// Loads the mutant wherever its file belongs, and runs the cases that reach the change until one notices.
  func judge(_ planned: PlannedMutant) -> MutantOutcome {
    var outcome = MutantOutcome(mutant: planned.mutant, state: .pending)
    let text = planned.mutant.text
    var candidates: [Candidate] = []
    for place in planned.places {
      let target = run.targets[place.target]
      guard let reloader = reloader(for: place.target) else { continue }
      let loaded = reloader.load(replacing: place.document, with: text)
      let messages = Self.newMessages(of: loaded, comparedWith: target.loaded)
      guard loaded.isLoaded, messages.isEmpty else {
        outcome.state = .invalid(messages.isEmpty ? ["The ruleset does not load."] : messages)
        return outcome
      }
      let impact = Impact(
        isRule: planned.mutant.isRule, definition: place.definition, from: target.loaded, to: loaded)
      guard impact != .nothing else { continue }
      let ruleset = PreparedRuleset(compiled: CompiledRuleset(loaded, options: run.engine), arguments: "")
      let cases =
        run.options.runsAllCases
        ? Array(target.cases.indices)
        : target.cases(reaching: impact, of: place.definition, isRule: planned.mutant.isRule)
      for index in cases {
        outcome.casesRun += 1
        guard runner.run(target.cases[index].test, on: ruleset).status == .failed else { continue }
        outcome.state = .killed(by: target.cases[index].reference)
        return outcome
      }
      candidates.append(Candidate(target: target, ruleset: ruleset, cases: cases, definition: place.definition))
    }
    guard !candidates.isEmpty else {
      outcome.state = .equivalent("it loads as the same definition")
      return outcome
    }
    if let change = planned.mutant.pattern, let proof = PatternEquality.proof(change) {
      outcome.state = .equivalent(proof)
      return outcome
    }
    outcome.state = .survived(WitnessFinder(planned.mutant, candidates, run.options).find())
    return outcome
  }

  private func reloader(for target: Int) -> RulesetReloader? {
    if let known = reloaders[target] { return known }
    // The options have been loaded once; that they cannot be now means that files went away meanwhile.
    guard let reloader = try? RulesetReloader(run.targets[target].options) else { return nil }
    reloaders[target] = reloader
    return reloader
  }

  /// What loading says beyond what it says about the original.
  private static func newMessages(of loaded: LoadedRuleset, comparedWith original: LoadedRuleset) -> [String] {
    guard loaded.messages != original.messages || loaded.logLines != original.logLines else { return [] }
    var known: [ByteString: Int] = [:]
    for message in original.messages + original.logLines { known[message.line, default: 0] += 1 }
    return (loaded.messages + loaded.logLines).filter { message in
      known[message.line, default: 0] -= 1
      return known[message.line, default: 0] < 0
    }.map { $0.line.description }
  }
}
