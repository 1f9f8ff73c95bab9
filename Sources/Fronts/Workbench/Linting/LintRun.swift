import Cases
import Diagnostics
import Linting
import Rulesets
import System

/// Lints rulesets, each by itself, and joins what is found.
package struct LintRun {
  /// What is linted.
  package var input: LintInput
  /// Only findings in lines that changed since this revision count; nil for all.
  package var changedSince: String?
  /// The file of findings that are known, over those that an `assay.conf` names.
  package var baseline: String?
  /// Is told what is no finding and no fault, in a sentence each.
  package var say: (String) -> Void = { _ in }

  /// The rulesets.
  private let units: [LintInput.Unit]

  /// - Throws: when the paths are none, or a configuration cannot be read.
  package init(_ input: LintInput) throws(BadInput) {
    self.input = input
    units = try input.units()
  }

  /// The files of known findings that configurations name.
  package var configuredBaselines: [String] { units.compactMap(\.baseline) }

  /// Looks at all of them.
  /// - Parameter failures: takes what keeps a ruleset from being looked at as a whole, when there are others.
  package func lint(_ failures: inout [Diagnostic]) throws -> LintResult {
    var results: [LintResult] = []
    var loaded: [LoadedRuleset] = []
    for unit in units {
      do throws(BadInput) {
        guard let (ruleset, found) = try lint(unit) else { continue }
        var result = found
        try narrow(&result, baseline: baseline ?? unit.baseline)
        if let unreadable = ruleset.search.unreadableFiles { failures.append(unreadable) }
        results.append(result)
        loaded.append(ruleset)
      } catch {
        guard units.count > 1 else { throw error }
        failures += error.diagnostics
      }
    }
    if results.isEmpty, !failures.isEmpty { throw BadInput(failures) }
    try input.checkPaths(loaded)
    return LintResult(joining: results)
  }

  /// Makes the baseline of each ruleset, or the one that was named for all of them, know everything that is found.
  /// - Returns: the files that were written, with the number of findings in each; nil where a ruleset has no baseline.
  package func updateBaselines() throws(BadInput) -> [(file: String, count: Int)]? {
    var results: [(result: LintResult, baseline: String?)] = []
    for unit in units {
      guard let (_, result) = try lint(unit) else { continue }
      results.append((result, unit.baseline))
    }
    if let baseline { results = [(LintResult(joining: results.map(\.result)), baseline)] }
    var written: [(file: String, count: Int)] = []
    for (result, baseline) in results {
      guard let baseline else { return nil }
      try Self.write(result, to: baseline)
      written.append((baseline, result.findings.count))
    }
    return written
  }

  /// Nil when there is nothing left beside other rulesets.
  private func lint(_ unit: LintInput.Unit) throws(BadInput) -> (LoadedRuleset, LintResult)? {
    guard let (loaded, settings) = try input.load(unit) else { return nil }
    var ruleset = loaded
    if let note = LintInput.takeForeignFiles(of: &ruleset) { say(note) }
    var result = Linter(settings).run(on: ruleset)
    LintInput.keep(&result, below: input.paths)
    return (ruleset, result)
  }

  /// Drops what does not count.
  private func narrow(_ result: inout LintResult, baseline: String?) throws(BadInput) {
    if let baseline {
      let text: String
      do throws(FileFailure) {
        text = String(decoding: try FileAccess.read(baseline), as: UTF8.self)
      } catch {
        throw BadInput(
          Diagnostic(
            .error, code: "unreadable-file", "the baseline cannot be read: \(error.message)",
            hint: "--update-baseline makes one."))
      }
      try Self.check(text, of: baseline)
      Baseline(text).apply(to: &result)
    }
    guard let changedSince else { return }
    let changes = try GitChanges(since: changedSince)
    changes.keep(&result)
    if !result.ruleset.files.contains(where: { !$0.isBase && changes.touches(1...Int.max, of: $0.path) }) {
      say("nothing of the ruleset has changed since \(changedSince)")
    }
  }

  private static func write(_ result: LintResult, to path: String) throws(BadInput) {
    // Whatever is there and is no baseline was named by mistake.
    if let known = try? FileAccess.read(path) { try check(String(decoding: known, as: UTF8.self), of: path) }
    try OutputFiles.write(Baseline.text(of: result), to: path, as: "the baseline")
  }

  private static func check(_ text: String, of path: String) throws(BadInput) {
    guard let line = Baseline.firstForeignLine(of: text) else { return }
    throw BadInput(
      Diagnostic(
        .error, code: "no-baseline", "this is no baseline: a line of one begins with a fingerprint",
        at: SourceLocation(file: path, line: line, column: 1),
        hint: "name another file; assay lint --update-baseline makes one"))
  }
}
