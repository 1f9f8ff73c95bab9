import Reporting

/// Markdown for a pull request or a step summary: a line for the run, a table of files, the first failures in full.
public final class MarkdownReporter: Reporter {
  /// Failures shown in full. GitHub takes 1 MiB per step.
  static let maximumFailures = 50
  static let maximumLength = 900_000

  private let sink: ReportSink
  private var rows = ""
  private var details = ""
  private var shown = 0
  private var hidden = 0

  /// A reporter.
  public init(sink: @escaping ReportSink) { self.sink = sink }

  /// Adds a file.
  public func report(_ file: FileResult) {
    let failed = file.count(.failed) + file.count(.broken)
    if failed > 0 || file.isInvalid {
      rows +=
        "| \(MarkdownText.code(file.path)) | \(file.results.count) | \(failed) | \(file.diagnostics.count { $0.severity == .error }) |\n"
    }
    for diagnostic in file.diagnostics where diagnostic.severity == .error {
      add(
        diagnostic.location?.description ?? file.path, MarkdownText.sentence(diagnostic.message),
        DiagnosticText.block(diagnostic, style: .plain))
    }
    for result in file.results where result.status == .failed {
      let place = result.failures.first?.location ?? result.location
      add(place.fileAndLine, MarkdownText.plain(result.title), FailureText(style: .plain, width: 100).block(result))
    }
  }

  /// - Parameter title: in Markdown.
  private func add(_ place: String, _ title: String, _ block: String) {
    guard shown < Self.maximumFailures, details.utf8.count < Self.maximumLength else {
      hidden += 1
      return
    }
    shown += 1
    details += "\n<details><summary>\(MarkdownText.code(place)) \(title)</summary>\n\n"
    details += MarkdownText.fenced(block, language: "text") + "\n</details>\n"
  }

  /// Ends the document.
  public func end(_ summary: RunSummary) {
    sink("### \(summary.exitCode == 0 ? "✅" : "❌") \(SummaryText.line(summary))\n")
    if !rows.isEmpty { sink("\n| file | cases | failed | errors |\n|---|---:|---:|---:|\n" + rows) }
    sink(details)
    if hidden > 0 { sink("\n\(hidden) more: see the log.\n") }
  }
}
