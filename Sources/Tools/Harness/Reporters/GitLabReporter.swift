import Reporting

/// GitLab's code quality report: a JSON array with an entry per failed expectation.
public final class GitLabReporter: Reporter {
  private let sink: ReportSink
  private var report = GitLabCodeQuality()

  /// A reporter.
  public init(sink: @escaping ReportSink) { self.sink = sink }

  /// Adds a file.
  public func report(_ file: FileResult) {
    for diagnostic in file.diagnostics where diagnostic.severity != .info {
      sink(report.entry(diagnostic, in: file.path))
    }
    for result in file.results where result.status == .failed {
      for failure in result.failures {
        sink(
          report.entry(
            "\(result.title): \(failure.summary)", check: "case", severity: .major, path: failure.location.file,
            line: failure.location.line, identity: "\(file.path)\n\(result.title)\n\(failure.subject)"))
      }
    }
  }

  /// Ends the document.
  public func end(_ summary: RunSummary) { sink(report.end()) }
}
