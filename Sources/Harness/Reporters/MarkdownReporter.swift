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
        "| `\(Self.cell(file.path))` | \(file.results.count) | \(failed) | \(file.diagnostics.count { $0.severity == .error }) |\n"
    }
    for diagnostic in file.diagnostics where diagnostic.severity == .error {
      add(
        "`\(diagnostic.location?.description ?? file.path)`: \(diagnostic.message)",
        DiagnosticText.block(diagnostic, style: .plain))
    }
    for result in file.results where result.status == .failed {
      let text = FailureText(style: .plain, width: 100)
      let place = result.failures.first?.location ?? result.location
      add("`\(Self.cell(place.file)):\(place.line)` \(Self.cell(result.title))", text.block(result))
    }
  }

  private func add(_ heading: String, _ block: String) {
    guard shown < Self.maximumFailures, details.utf8.count < Self.maximumLength else {
      hidden += 1
      return
    }
    shown += 1
    // A fence longer than any in the text.
    let fence = String(repeating: "`", count: max(3, Self.longestRun(of: "`", in: block) + 1))
    details += "\n<details><summary>\(heading)</summary>\n\n\(fence)text\n\(block)\(fence)\n\n</details>\n"
  }

  /// Ends the document.
  public func end(_ summary: RunSummary) {
    sink("### \(summary.exitCode == 0 ? "✅" : "❌") \(SummaryText.line(summary))\n")
    if !rows.isEmpty { sink("\n| file | cases | failed | errors |\n|---|---:|---:|---:|\n" + rows) }
    sink(details)
    if hidden > 0 { sink("\n\(hidden) more: see the log.\n") }
  }

  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("`", with: "'").replacing("<", with: "&lt;")
  }

  private static func longestRun(of mark: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for character in text {
      run = character == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
