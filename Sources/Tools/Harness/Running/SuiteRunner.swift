import Analysis
import Bytes
import Cases
import Coverage
import Diagnostics
import Patterns
import Rulesets
import System
import Work

/// Runs files of cases on all cores and reports them in order.
///
/// Files are read, run and reported in batches, so that a suite of any size takes the memory of one batch.
public struct SuiteRunner {
  /// Cases of one batch, about.
  static let batchSize = 2000
  /// Failed cases of a run that are explained, from the first on.
  static let maximumExplanations = Limits.explanations

  /// Which cases, in which order.
  public var selection: Selection
  /// Number of workers.
  public var jobs: Int
  /// Keeps the slowest cases.
  public var keepsTimings = false
  /// Records what the cases reach: ``RunSummary/coverage``.
  public var recordsCoverage = false
  /// Seconds since some fixed moment; nil measures nothing.
  public var clock: (@Sendable () -> Double)?
  /// Is told how many files are done, of how many.
  public var progress: ((_ done: Int, _ of: Int, _ failed: Int) -> Void)?

  /// A runner.
  public init(selection: Selection = Selection(), jobs: Int = 1) {
    self.selection = selection
    self.jobs = jobs
  }

  /// Runs files and tells the reporters.
  public func run(
    _ files: [CaseFile], rulesets: RulesetLibrary, reporters: [any Reporter]
  ) async -> RunSummary {
    var summary = RunSummary()
    let start = clock?() ?? 0
    var random = selection.seed.map(SplitMix.init)
    for reporter in reporters { reporter.begin() }
    var counter = 0
    var explanations = Self.maximumExplanations
    var coverage = recordsCoverage ? CoverageCollector() : nil
    var said: [Diagnostic] = []
    var room = Limits.reportedDiagnostics
    var at = 0
    while at < files.count {
      let batch = await readBatch(files, from: at)
      at += batch.count
      var results = await runBatch(batch, rulesets, &counter, &random, &explanations, &coverage)
      for index in results.indices { Self.sayOnce(&results[index], &said) }
      if selection.failsFast { cut(&results, &summary) }
      for var result in results {
        guard !result.results.isEmpty || !result.diagnostics.isEmpty else { continue }
        summary.add(result)
        summary.diagnosticsLeftOut += result.limit(to: &room)
        if keepsTimings { keepSlowest(result, &summary) }
        for reporter in reporters { reporter.report(result) }
      }
      progress?(at, files.count, summary[.failed])
      if summary.isPartial { break }
    }
    summary.casesOfAllShards = counter
    summary.coverage = coverage?.finish()
    summary.seconds = (clock?() ?? 0) - start
    for reporter in reporters { reporter.end(summary) }
    return summary
  }

  // MARK: Reading

  private struct Suite: Sendable {
    var file: CaseFile
    var suite: TestSuite
  }

  private func readBatch(_ files: [CaseFile], from start: Int) async -> [Suite] {
    var batch: [Suite] = []
    var cases = 0
    var at = start
    while at < files.count, cases < Self.batchSize, batch.count < 256 {
      let part = Array(files[at..<min(at + 4 * jobs, files.count)])
      let read = await WorkerPool.map(count: part.count, jobs: jobs, chunk: 1, worker: {}) { index, _ in
        Suite(file: part[index], suite: Self.read(part[index]))
      }
      batch += read
      cases += read.reduce(0) { $0 + $1.suite.cases.count }
      at += part.count
    }
    return batch
  }

  /// Reads a file of cases; what is wrong with it is in the suite.
  package static func read(_ file: CaseFile) -> TestSuite {
    do throws(FileFailure) {
      var suite = try SuiteReader.read(file.path, patterns: .engine)
      if suite.format == .ini, !file.isNamed, suite.cases.isEmpty,
        !suite.diagnostics.contains(where: { $0.code == "ini-missing-key" })
      {
        return TestSuite(path: file.path)  // an ini file that was found, and is about something else
      }
      if file.isNamed, suite.cases.isEmpty, !suite.isInvalid {
        suite.diagnostics.append(
          Diagnostic(
            .error, code: "no-case", "no case in this file",
            at: SourceLocation(file: file.path, line: 1, column: 1), hint: "assay new NAME < log writes one"))
      }
      if let line = file.line, !suite.isInvalid {
        guard let index = suite.cases.lastIndex(where: { $0.location.line <= line }) else {
          suite.cases = []
          return suite
        }
        suite.cases = [suite.cases[index]]
      }
      return suite
    } catch {
      return TestSuite(
        path: file.path,
        diagnostics: [
          Diagnostic(
            .error, code: "unreadable", "cannot be read: \(error.reason)",
            at: SourceLocation(file: file.path, line: 1, column: 1))
        ])
    }
  }

  // MARK: Running

  private struct Piece: Sendable {
    var suite: Int
    var test: TestCase
    var ruleset: Result<PreparedRuleset, RulesetError>
    var layout: CoverageLayout?
  }

  private func runBatch(
    _ batch: [Suite], _ rulesets: RulesetLibrary, _ counter: inout Int, _ random: inout SplitMix?,
    _ explanations: inout Int, _ coverage: inout CoverageCollector?
  ) async -> [FileResult] {
    let scratch = MatchScratch()
    var pieces: [Piece] = []
    var results = batch.map { FileResult(path: $0.suite.path, diagnostics: $0.suite.diagnostics) }
    for (number, entry) in batch.enumerated() {
      var tests = entry.suite.cases.filter { selection.takes($0, in: entry.file, scratch: scratch) }
      let suiteCount = tests.count
      if let shard = selection.shard {
        let first = counter
        tests = tests.enumerated().filter { (first + $0.offset) % shard.count == shard.index - 1 }.map(\.element)
      }
      counter += suiteCount
      for test in tests {
        let ruleset = rulesets.ruleset(for: test, in: entry.suite, below: entry.file.root)
        let layout = coverage?.layout(of: ruleset)
        pieces.append(Piece(suite: number, test: test, ruleset: ruleset, layout: layout))
      }
    }
    let work = pieces
    let order = Self.order(of: work.count, &random)
    let clock = clock
    let records = coverage != nil
    let runs = await WorkerPool.map(
      count: work.count, jobs: jobs, chunk: 8,
      worker: { records ? CaseRunner(recorder: CoverageRecorder()) : CaseRunner() }
    ) { index, runner in
      Self.run(work[order[index]], runner, clock)
    }
    // Whatever the order in which they ran, they are told in the order of the files.
    let places = order.indices.sorted { order[$0] < order[$1] }
    var outcomes = places.map { runs[$0].result }
    if records { for place in places { coverage?.add(runs[place].result, runs[place].footprint) } }
    let failed = Array(outcomes.indices.filter { outcomes[$0].status == .failed }.prefix(explanations))
    explanations -= failed.count
    let plain = failed.map { outcomes[$0] }
    let explained = await WorkerPool.map(count: failed.count, jobs: jobs, chunk: 1, worker: { CaseRunner() }) {
      index, runner in
      var result = plain[index]
      let piece = work[failed[index]]
      if case .success(let ruleset) = piece.ruleset { runner.explain(&result, of: piece.test, on: ruleset) }
      return result
    }
    for (index, result) in zip(failed, explained) { outcomes[index] = result }
    for (piece, outcome) in zip(work, outcomes) {
      results[piece.suite].results.append(outcome)
      results[piece.suite].seconds += outcome.seconds
      if let unanswered = outcome.unanswered { results[piece.suite].diagnostics.append(unanswered) }
      if case .failure(let error) = piece.ruleset, outcome.status == .broken,
        !results[piece.suite].diagnostics.contains(error.diagnostic)
      {
        results[piece.suite].diagnostics.append(error.diagnostic)
      }
    }
    return results
  }

  /// The order in which the cases of a batch run.
  package static func order(of count: Int, _ random: inout SplitMix?) -> [Int] {
    guard var generator = random else { return Array(0..<count) }
    defer { random = generator }
    return (0..<count).shuffled(using: &generator)
  }

  private static func run(
    _ piece: Piece, _ runner: CaseRunner, _ clock: (@Sendable () -> Double)?
  ) -> (result: CaseResult, footprint: CaseFootprint?) {
    let start = clock?() ?? 0
    var result: CaseResult
    var footprint: CaseFootprint?
    switch piece.ruleset {
    case .success(let ruleset): (result, footprint) = runner.run(piece.test, on: ruleset, layout: piece.layout)
    case .failure(let error):
      if let skip = piece.test.settings.skip {
        result = CaseResult(.skipped, of: piece.test, reason: skip.value)
      } else {
        result = CaseResult(.broken, of: piece.test, reason: error.diagnostic.message)
      }
    }
    result.seconds = (clock?() ?? 0) - start
    return (result, footprint)
  }

  /// Leaves away what is wrong with a ruleset in all files but the first that runs on it: all of their cases say that
  /// they could not run.
  private static func sayOnce(_ file: inout FileResult, _ said: inout [Diagnostic]) {
    guard file.results.contains(where: { $0.status == .broken }) else { return }
    file.diagnostics.removeAll { diagnostic in
      guard diagnostic.location?.file != file.path else { return false }
      if said.contains(diagnostic) { return true }
      said.append(diagnostic)
      return false
    }
  }

  /// Drops everything behind the first failure.
  private func cut(_ results: inout [FileResult], _ summary: inout RunSummary) {
    for (number, file) in results.enumerated() {
      guard let index = file.results.firstIndex(where: { $0.status == .failed || $0.status == .broken }) else {
        continue
      }
      results[number].results.removeLast(file.results.count - index - 1)
      results.removeLast(results.count - number - 1)
      summary.isPartial = true
      return
    }
  }

  private func keepSlowest(_ file: FileResult, _ summary: inout RunSummary) {
    summary.slowest = Array((summary.slowest + file.results).sorted { $0.seconds > $1.seconds }.prefix(10))
  }
}

extension FileFailure {
  /// The message without the path.
  var reason: String {
    let prefix = "\(path): "
    return message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : message
  }
}
