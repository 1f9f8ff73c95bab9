import Reporting

/// Annotations of GitHub Actions, within its limits: the most important come first, and the last line says how many there
/// are besides.
public final class GitHubReporter: Reporter {
  private let showsTotals: Bool
  private let sink: ReportSink
  private var annotations = GitHubAnnotations()

  /// A reporter.
  /// - Parameters:
  ///   - showsTotals: whether the totals are the last line.
  ///   - sink: where the text goes.
  public init(showsTotals: Bool = true, sink: @escaping ReportSink) {
    self.showsTotals = showsTotals
    self.sink = sink
  }

  /// Adds a file.
  public func report(_ file: FileResult) {
    for diagnostic in file.diagnostics { annotations.add(GitHubAnnotation(diagnostic, in: file.path)) }
    for result in file.results {
      switch result.status {
      case .failed:
        // A case whose first event already fails says more than one that fails at its end.
        annotations.add(Self.failure(result), rank: result.failures.count == 1 ? 1 : 2)
      case .unexpectedPass:
        annotations.add(
          GitHubAnnotation(
            .notice, file: result.location.file, line: result.location.line, title: result.title,
            message: "passes now, although it is marked todo: \(result.reason ?? "")"))
      default: break
      }
    }
  }

  /// Ends the document.
  public func end(_ summary: RunSummary) {
    sink(annotations.text(rest: ": see the step's log and summary."))
    if showsTotals { sink(SummaryText.line(summary) + "\n") }
  }

  private static func failure(_ result: CaseResult) -> GitHubAnnotation {
    let first = result.failures.first
    let lines = result.failures.prefix(8).map(\.summary) + (result.failures.count > 8 ? ["…"] : [])
    let outcome = first.map { "came out: \(OutcomeText.line($0.outcome))" } ?? ""
    return GitHubAnnotation(
      .error, file: result.location.file, line: first?.location.line ?? result.location.line,
      column: first?.location.column, title: result.title, message: (lines + [outcome]).joined(separator: "\n"))
  }
}
