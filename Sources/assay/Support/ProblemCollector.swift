import Harness

/// What is wrong with the input, for standard error, when no report for people is shown.
final class ProblemCollector: Reporter {
  private(set) var text = ""

  func report(_ file: FileResult) {
    for diagnostic in file.diagnostics { text += DiagnosticText.block(diagnostic, style: .plain) }
  }

  func end(_ summary: RunSummary) {}
}
