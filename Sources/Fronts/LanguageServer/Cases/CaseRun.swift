import Analysis
import Cases
import Diagnostics
import Harness
import Rulesets
import Symbols

/// Runs cases on the texts that the client has.
struct CaseRun {
  let server: LanguageServer
  let root: Root

  /// What came of it, in a sentence.
  struct Summary {
    var counts: [CaseResult.Status: Int] = [:]
    var faults: [Diagnostic] = []
    /// Whether somebody asked something else meanwhile that comes first.
    var total: Int { counts.values.reduce(0, +) }

    var text: String {
      let order: [CaseResult.Status] = [.passed, .failed, .broken, .expectedFailure, .unexpectedPass, .skipped]
      let parts = order.compactMap { status in counts[status].map { "\($0) \(status.rawValue)" } }
      var text =
        total == 0
        ? "No case was run." : "\(total == 1 ? "1 case" : "\(total) cases"): \(parts.joined(separator: ", "))."
      for fault in faults.prefix(3) { text += "\n\(fault.message)" }
      return text
    }

    var isProblem: Bool {
      total == 0 || !faults.isEmpty
        || (counts[.failed] ?? 0) + (counts[.broken] ?? 0) + (counts[.unexpectedPass] ?? 0) > 0
    }
  }

  /// Runs the cases that are chosen of some files.
  func run(_ files: [CaseFile], only isChosen: (TestCase, CaseFile) -> Bool) -> Summary {
    var summary = Summary()
    let library = library
    let runner = CaseRunner()
    for file in files {
      guard let text = server.text(of: file.path) else { continue }
      let suite = SuiteReader.parse(path: file.path, bytes: text.bytes, patterns: .engine)
      let chosen = suite.cases.filter { isChosen($0, file) }
      guard !chosen.isEmpty else { continue }
      if suite.isInvalid {
        summary.faults += suite.diagnostics.filter { $0.severity == .error }.prefix(1)
        continue
      }
      var results: [CaseResult] = []
      for test in chosen {
        switch library.ruleset(for: test, in: suite, below: file.root) {
        case .failure(let error):
          if !summary.faults.contains(error.diagnostic) { summary.faults.append(error.diagnostic) }
        case .success(let ruleset):
          var result = runner.run(test, on: ruleset)
          if result.isFailure { runner.explain(&result, of: test, on: ruleset) }
          results.append(result)
          summary.counts[result.status, default: 0] += 1
        }
      }
      server.runs.take(results, of: file.path)
    }
    summary.faults += library.unreadableFiles
    return summary
  }

  /// Changes that make a file's cases agree with what comes out.
  /// - Parameter line: the line of the one case; nil for all.
  func update(_ file: CaseFile, adds: Bool, line: Int?) -> FileUpdate? {
    guard let text = server.text(of: file.path) else { return nil }
    var file = file
    file.line = line
    return SuiteUpdater(adds: adds).update(file, holding: text.bytes, rulesets: library)
  }

  /// The rulesets of cases: as `assay test` chooses them, with the texts of the client.
  var library: RulesetLibrary {
    RulesetLibrary(root.optionsForCases, engine: EngineOptions(), currentFolder: root.folder)
  }
}
