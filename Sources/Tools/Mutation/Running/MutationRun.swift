import Analysis
import Bytes
import Cases
import Diagnostics
import Harness
import Rulesets
import Synchronization
import Work

/// Changes a ruleset one small step at a time, and asks its cases whether they notice.
///
/// ```swift
/// let run = try await MutationRun(files, rulesets: library, engine: engine, options: options)
/// let result = await run.run()
/// print(result.counts.score ?? 1, result.outcomes.count)
/// ```
///
/// Files are read once; nothing is written. Every mutant is judged alone, and the order of the result does not depend on
/// the number of workers.
public struct MutationRun: Sendable {
  /// Why nothing can be tested.
  public struct Failure: Error, Sendable {
    /// What is wrong with case files or rulesets.
    public var diagnostics: [Diagnostic]
  }

  /// How far a run is.
  public struct Progress: Sendable {
    /// Mutants looked at.
    public var done = 0
    /// All mutants.
    public var total: Int
    /// Survivors so far.
    public var survived = 0
  }

  /// The mutants, in the order of the files.
  public var mutants: [Mutant] { planned.map(\.mutant) }
  /// Number of cases that take part.
  public let cases: Int
  /// Cases that do not pass on the original.
  public let failing: [CaseReference]

  let targets: [Target]
  let planned: [PlannedMutant]
  let options: MutationOptions
  let engine: EngineOptions

  /// Reads the cases, runs them on the ruleset as it is, and makes the mutants.
  /// - Throws: ``Failure`` when a case file or a ruleset is at fault.
  public init(
    _ files: [CaseFile], rulesets: RulesetLibrary, engine: EngineOptions, options: MutationOptions
  ) async throws {
    let baseline = try await Baseline(files, rulesets: rulesets, jobs: options.jobs)
    targets = baseline.targets
    failing = baseline.failing
    cases = baseline.targets.reduce(0) { $0 + $1.cases.count }
    planned = MutantPlanner(targets: baseline.targets, options: options).mutants
    self.options = options
    self.engine = engine
  }

  /// Judges every mutant.
  /// - Parameters:
  ///   - shouldStop: is asked before each mutant; what is left then stays ``MutantState/pending``.
  ///   - progress: is told after each mutant, by one worker at a time.
  public func run(
    shouldStop: @escaping @Sendable () -> Bool = { false },
    progress: (@Sendable (Progress) -> Void)? = nil
  ) async -> MutationResult {
    let standing = SharedProgress(total: planned.count, tell: progress)
    let outcomes = await WorkerPool.map(
      count: planned.count, jobs: options.jobs, chunk: 2, worker: { MutantJudge(self) }
    ) { index, judge in
      guard !shouldStop() else { return MutantOutcome(mutant: planned[index].mutant, state: .pending) }
      let outcome = judge.judge(planned[index])
      standing.add(outcome.state)
      return outcome
    }
    return MutationResult(
      outcomes: outcomes, cases: cases, failing: failing,
      isPartial: outcomes.contains { if case .pending = $0.state { true } else { false } })
  }
}

/// A mutant and where it belongs.
struct PlannedMutant: Sendable {
  /// A ruleset that holds the file.
  struct Place: Sendable {
    /// Index of the target.
    var target: Int
    /// Index of the document there.
    var document: Int
    /// Index of the definition there.
    var definition: Int
  }

  var mutant: Mutant
  var places: [Place]
}

/// How far the workers are, together.
private final class SharedProgress: Sendable {
  private let standing: Mutex<MutationRun.Progress>
  private let tell: (@Sendable (MutationRun.Progress) -> Void)?

  init(total: Int, tell: (@Sendable (MutationRun.Progress) -> Void)?) {
    standing = Mutex(MutationRun.Progress(total: total))
    self.tell = tell
  }

  func add(_ state: MutantState) {
    standing.withLock { standing in
      standing.done += 1
      if case .survived = state { standing.survived += 1 }
      tell?(standing)
    }
  }
}
