import Bytes
import Diagnostics
import Harness
import Rulesets
import System

/// Runs cases on several bases, one after the other: what does going from one version of the stock ruleset to the next
/// break of one's own?
package struct BaseComparison {
  /// What came out on one base.
  package struct Run: Sendable {
    /// The base as it was named.
    package var base: String
    package var summary = RunSummary()
    package var files: [FileResult] = []
    /// What loading said about files that are not the base's.
    package var problems: [Diagnostic] = []

    fileprivate var results: [Key: CaseResult] {
      var results: [Key: CaseResult] = [:]
      for result in files.flatMap(\.results) { results[Key(result)] = result }
      return results
    }
  }

  /// A case, whatever came out.
  fileprivate struct Key: Hashable {
    let location: SourceLocation
    let title: String

    init(_ result: CaseResult) { (location, title) = (result.location, result.title) }
  }

  /// What is different on a later base.
  package struct Step: Sendable {
    /// Files with cases that no longer pass, and with nothing but those.
    package var broken: [FileResult] = []
    /// Cases that pass now.
    package var mended: [CaseResult] = []
    /// What loading did not say before.
    package var newProblems: [Diagnostic] = []

    /// How many cases no longer pass.
    package var brokenCount: Int { broken.reduce(0) { $0 + $1.results.count } }
    package var isEmpty: Bool { broken.isEmpty && mended.isEmpty && newProblems.isEmpty }
  }

  private let plan: TestPlan
  private let choices: [(base: String, choice: RulesetChoice)]
  private let jobs: Int

  /// - Parameters:
  ///   - plan: the cases.
  ///   - choices: the ruleset once per base, with the base's name.
  package init(
    _ plan: TestPlan, on choices: [(base: String, choice: RulesetChoice)], jobs: Int
  ) throws(BadInput) {
    self.plan = plan
    self.choices = choices
    self.jobs = jobs
    let names = choices.map(\.base)
    guard let twice = names.first(where: { name in names.count { $0 == name } > 1 }) else { return }
    throw BadInput(Diagnostic(.error, code: "usage", "--base \(twice) is given twice", hint: "name two versions"))
  }

  /// Runs all.
  /// - Parameter done: is told what came out on a base, with what is different from the base before it.
  /// - Returns: the worst exit code.
  package func run(_ done: (Run, Step?) -> Void) async throws(BadInput) -> Int32 {
    var code: Int32 = 0
    var before: Run?
    for (base, choice) in choices {
      let run = try await run(on: base, choice)
      code = max(code, run.summary.exitCode)
      done(run, before.map { Self.step(from: $0, to: run) })
      before = run
    }
    return code
  }

  private func run(on base: String, _ choice: RulesetChoice) async throws(BadInput) -> Run {
    // A ruleset that names nothing but its base is loaded before, so that a base that is not there is said once.
    var plan = plan
    plan.choice = choice
    let files = try plan.files()
    let library = try choice.library()
    let collector = Collector()
    let summary = await SuiteRunner(selection: plan.selection, jobs: jobs)
      .run(files, rulesets: library, reporters: [collector])
    guard summary.casesOfAllShards > 0 || summary.exitCode != 0 else { throw BadInput(plan.noCase(in: files)) }
    guard library.unreadableFiles.isEmpty else { throw BadInput(library.unreadableFiles) }
    var run = Run(base: base, summary: summary, files: collector.files)
    run.problems = library.diagnostics.filter { $0.severity != .info && !Self.isOfBase($0, choice) }
    return run
  }

  private static func isOfBase(_ diagnostic: Diagnostic, _ choice: RulesetChoice) -> Bool {
    guard case .folder(let folder) = choice.options.base, let file = diagnostic.location?.file else { return false }
    let whole = Paths.resolved(Paths.join(choice.currentFolder, file))
    return RepositoryBounds.lies(whole, in: Paths.resolved(Paths.join(choice.currentFolder, folder)))
  }

  private static func step(from old: Run, to new: Run) -> Step {
    var step = Step()
    let before = old.results
    for file in new.files {
      var broken = FileResult(path: file.path)
      for result in file.results {
        let was = before[Key(result)]?.status
        let (wasGood, isGood) = (was.map(isGood) ?? false, isGood(result.status))
        if wasGood, !isGood { broken.results.append(result) }
        if !wasGood, isGood { step.mended.append(result) }
      }
      // What keeps a file's cases from being run, where it did not before.
      let known = old.files.first { $0.path == file.path }?.diagnostics ?? []
      broken.diagnostics = file.diagnostics.filter { $0.severity == .error && !known.contains($0) }
      if !broken.results.isEmpty || !broken.diagnostics.isEmpty { step.broken.append(broken) }
    }
    step.newProblems = new.problems.filter { $0.severity != .error && !old.problems.contains($0) }
    return step
  }

  private static func isGood(_ status: CaseResult.Status) -> Bool { status != .failed && status != .broken }

  /// Keeps all results.
  private final class Collector: Reporter {
    var files: [FileResult] = []

    func report(_ file: FileResult) { files.append(file) }
    func end(_ summary: RunSummary) {}
  }
}
