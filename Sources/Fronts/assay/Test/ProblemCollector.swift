import Harness
import Reporting

/// What is wrong with the input, for standard error, when no report for people is shown.
final class ProblemCollector: Reporter {
  private(set) var text = ""
  private var shared = SharedDiagnostics()
  private var told = ToldDiagnostics()

  func report(_ file: FileResult) {
    for diagnostic in told.take(shared.new(in: file).diagnostics) {
      text += DiagnosticText.block(diagnostic, style: .plain)
    }
  }

  func end(_ summary: RunSummary) { text += told.text(with: summary) }
}
