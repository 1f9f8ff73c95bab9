import Analysis
import Bytes
import Cases
import Cataloguing
import Corpora
import Diagnostics
import Harness
import Rulesets
import System

/// A ruleset whose rules are listed, and the cases that show what works.
package struct CataloguePlan: Sendable {
  /// The cases, and the ruleset.
  package var tests: TestPlan
  /// Whether the rules of the base are listed, too.
  package var withBase = false
  /// Files that will be written, and must not be among those that are read.
  package var outputs: [String] = []
  /// Workers.
  package var jobs = 1

  package init(_ tests: TestPlan) { self.tests = tests }

  /// What came of it.
  package struct Result: Sendable {
    /// The catalogue.
    package var catalogue: Catalogue
    /// The ruleset.
    package var ruleset: CompiledRuleset
    /// Cases that fail: what they expect is in the catalogue all the same.
    package var failing: Int
    /// What is wrong with files of cases and of the ruleset: the catalogue lacks what they would have said.
    package var problems: [Diagnostic]
  }

  /// Loads the ruleset, runs the cases and puts the catalogue together.
  /// - Throws: when the ruleset does not load, or there is no rule to list.
  package func run() async throws -> Result {
    let loaded = try tests.choice.load()
    let compiled = try tests.choice.compile(loaded)
    let files = try tests.files()
    let library = try tests.choice.library()
    let watcher = ProblemWatcher()
    var runner = SuiteRunner(selection: tests.selection, jobs: jobs)
    runner.recordsCoverage = true
    let summary = await runner.run(files, rulesets: library, reporters: [watcher])
    try OutputFiles.check(outputs, against: library.files.union(files.map(\.path) + loaded.files.map(\.path)))
    var expectations = CaseExpectations()
    for file in files { expectations.add(SuiteRunner.read(file)) }
    let prepared = PreparedRuleset(
      compiled: compiled, arguments: tests.choice.arguments, currentFolder: tests.choice.currentFolder)
    let catalogue = CatalogueBuilder(prepared, expectations, run: summary.coverage).catalogue(withBase: withBase)
    guard !catalogue.rules.isEmpty else {
      throw BadInput(
        Diagnostic(
          .error, code: "no-rule", "there is no rule to list but those of the base", hint: "--all lists them, too"))
    }
    var problems = watcher.problems + library.unreadableFiles
    if let unreadable = loaded.search.unreadableFiles, !problems.contains(unreadable) { problems.append(unreadable) }
    return Result(catalogue: catalogue, ruleset: compiled, failing: summary[.failed], problems: problems)
  }
}

/// Keeps what is wrong with files of cases.
private final class ProblemWatcher: Reporter {
  private(set) var problems: [Diagnostic] = []

  func report(_ file: FileResult) {
    problems += file.diagnostics.filter { $0.severity == .error }
    for result in file.results where result.status == .broken {
      let reason = result.reason ?? "cannot be run"
      problems.append(Diagnostic(.error, code: "broken-case", "\(result.title): \(reason)", at: result.location))
    }
  }

  func end(_ summary: RunSummary) {}
}
