import Reporting

/// JUnit XML: a `testsuite` per file, a `testcase` per case.
public final class JUnitReporter: Reporter {
  private let sink: ReportSink
  private var document = JUnitDocument()

  /// A reporter.
  public init(sink: @escaping ReportSink) { self.sink = sink }

  /// Adds a file.
  public func report(_ file: FileResult) {
    let errors = file.diagnostics.filter { $0.severity == .error }.map { error in
      JUnitCase(
        error.message, path: file.path, line: error.location?.line ?? 1,
        .error(error.message, type: error.code, text: DiagnosticText.block(error, style: .plain)))
    }
    let cases = file.results.map { result in
      JUnitCase(
        result.title, path: file.path, line: result.location.line, seconds: result.seconds, Self.outcome(result))
    }
    document.add(suite: file.path, seconds: file.seconds, errors + cases)
  }

  private static func outcome(_ result: CaseResult) -> JUnitCase.Outcome {
    switch result.status {
    case .passed, .unexpectedPass: return .passed
    case .skipped: return .skipped(result.reason ?? "")
    case .expectedFailure: return .skipped("todo: \(result.reason ?? "")")
    case .broken: return .error(result.reason ?? "", type: "ruleset")
    case .failed:
      let text = FailureText(style: .plain, width: 100)
      return .failure(
        result.failures.first?.summary ?? "", type: "expectation",
        text: "\n" + text.heading(result) + text.block(result))
    }
  }

  /// Ends the document.
  public func end(_ summary: RunSummary) {
    if summary.diagnosticsLeftOut > 0 {
      let text = "\(summary.diagnosticsLeftOut) more errors and warnings are left out"
      document.add(suite: "assay", [JUnitCase("left out", path: "assay", line: 1, .skipped(text))])
    }
    sink(document.text(name: "assay", seconds: summary.seconds) + "\n")
  }
}
