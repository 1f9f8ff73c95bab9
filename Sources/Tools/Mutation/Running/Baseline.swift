import Analysis
import Cases
import Diagnostics
import Harness
import Rulesets
import Work

/// The cases on the ruleset as it is: which pass, and what each of them reaches.
struct Baseline {
  private(set) var targets: [Target] = []
  private(set) var failing: [CaseReference] = []

  private struct Piece: Sendable {
    var test: TestCase
    var target: Int
  }

  /// Reads and runs all cases.
  init(_ files: [CaseFile], rulesets: RulesetLibrary, jobs: Int) async throws {
    var pieces: [Piece] = []
    var problems: [Diagnostic] = []
    var numbers: [String: Int] = [:]
    for file in files {
      let suite = SuiteRunner.read(file)
      problems += suite.diagnostics.filter { $0.severity == .error }
      for test in suite.cases where test.settings.skip == nil && test.settings.todo == nil {
        let options = rulesets.options(for: test, in: suite, below: file.root)
        let key = "\(options)"
        if let known = numbers[key] {
          pieces.append(Piece(test: test, target: known))
          continue
        }
        switch rulesets.ruleset(for: test, in: suite, below: file.root) {
        case .failure(let error):
          if !problems.contains(error.diagnostic) { problems.append(error.diagnostic) }
        case .success(let prepared):
          numbers[key] = targets.count
          pieces.append(Piece(test: test, target: targets.count))
          targets.append(Target(options, prepared.compiled))
        }
      }
    }
    guard problems.isEmpty else { throw MutationRun.Failure(diagnostics: problems) }
    let (work, rulesets) = (pieces, targets.map { PreparedRuleset(compiled: $0.compiled, arguments: "") })
    let found = await WorkerPool.map(count: work.count, jobs: jobs, chunk: 8, worker: { CaseRunner() }) {
      index, runner -> (reach: ReachObserver?, unanswered: Diagnostic?) in
      let piece = work[index]
      let ruleset = rulesets[piece.target]
      let result = runner.run(piece.test, on: ruleset)
      guard result.status == .passed else { return (nil, result.unanswered) }
      return (Self.reach(of: piece.test, on: ruleset.compiled), nil)
    }
    let unanswered = found.compactMap(\.unanswered)
    guard unanswered.isEmpty else { throw MutationRun.Failure(diagnostics: unanswered) }
    var passing = [[(test: TestCase, reach: ReachObserver)]](repeating: [], count: targets.count)
    for (piece, found) in zip(work, found) {
      guard let reach = found.reach else {
        failing.append(CaseReference(location: piece.test.location, title: piece.test.title))
        continue
      }
      passing[piece.target].append((piece.test, reach))
    }
    for target in targets.indices { targets[target].add(passing[target]) }
  }

  private static func reach(of test: TestCase, on ruleset: CompiledRuleset) -> ReachObserver {
    var reach = ReachObserver()
    let session = Session(ruleset)
    var source = EventSource(test)
    for step in test.steps {
      source.begin(step.clock)
      for repetition in 0..<step.clock.count {
        guard let event = try? source.next(step, repetition: repetition) else { continue }
        _ = session.analyze(event, observer: &reach)
      }
    }
    return reach
  }
}
