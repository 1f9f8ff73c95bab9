import Bytes
import Cases
import Diagnostics
import Harness
import Mutation
import Rulesets
import System

/// Which mutants are made of which ruleset, and the cases that are to notice them.
package struct MutationPlan: Sendable {
  /// The cases, and the ruleset.
  package var tests: TestPlan
  /// The mutants.
  package var options: MutationOptions
  /// Only rules and decoders with lines that changed since this revision; nil for all.
  package var changedSince: String?
  /// Files and folders with events that may tell a mutant from the original.
  package var events: [String] = []
  /// So many events that are not alike are tried.
  private static let mostEvents = 2000
  /// Files that will be written, and must not be among those that are read.
  package var outputs: [String] = []

  package init(_ tests: TestPlan, options: MutationOptions) {
    self.tests = tests
    self.options = options
  }

  /// Reads everything and runs the cases on the ruleset as it is.
  /// - Throws: when there is nothing to change, or no case that passes.
  package func prepare() async throws -> MutationRun {
    let files = try tests.files()
    let library = try tests.choice.library()
    let run: MutationRun
    do {
      run = try await MutationRun(
        files, rulesets: library, engine: tests.choice.engineOptions(),
        options: try completeOptions())
    } catch let failure as MutationRun.Failure {
      throw BadInput(failure.diagnostics)
    }
    if !library.unreadableFiles.isEmpty { throw BadInput(library.unreadableFiles) }
    try OutputFiles.check(
      outputs, against: library.files.union(files.map(\.path) + events))
    try checkCases(of: run)
    try checkMutants(of: run)
    return run
  }

  private func completeOptions() throws(BadInput) -> MutationOptions {
    var options = options
    if let changedSince {
      let changes = try GitChanges(since: changedSince)
      options.takes = { file, lines in changes.touches(lines, of: file) }
    }
    if !events.isEmpty { options.events = try CorpusRun(events).sample(limit: Self.mostEvents).events }
    return options
  }

  private func checkCases(of run: MutationRun) throws(BadInput) {
    guard run.cases == 0 else { return }
    let hint =
      run.failing.isEmpty
      ? "no *.ruletest and no *.ini below \(tests.place)"
      : "\(run.failing.count) fail on the ruleset as it is: see assay test"
    throw BadInput(Diagnostic(.error, code: "no-case", "no case passes", hint: hint))
  }

  private func checkMutants(of run: MutationRun) throws(BadInput) {
    guard run.mutants.isEmpty else { return }
    let named =
      options.rules.sorted().map { "rule \($0)" }
      + options.decoders.sorted().map { "decoder \"\($0)\"" }
    // Where nothing else narrows the choice, a mistyped name would pass unseen.
    if !named.isEmpty, changedSince == nil {
      throw BadInput(
        Diagnostic(
          .error, code: "no-mutant",
          "there is nothing to change in \(named.joined(separator: ", "))",
          hint:
            "--list-mutants without --rule and --decoder shows all; those of the base are not changed"
        ))
    }
    guard named.isEmpty, changedSince == nil, options.operators.isEmpty else { return }
    throw BadInput(
      Diagnostic(
        .error, code: "no-mutant",
        "there is nothing to change: the cases reach no rule and no decoder that is not the base's",
        hint: "assay load says what belongs to the ruleset, and what to its base"))
  }
}
