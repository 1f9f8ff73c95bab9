import Diagnostics
import Harness
import Reporting
import Rulesets

/// One line on standard error about what loading had to say, where the command is about something else.
enum LoadSummary {
  static func tell(_ loaded: LoadedRuleset) { tell(loaded.diagnostics.filter { $0.severity != .info }) }

  static func tell(_ problems: [Diagnostic]) {
    guard let worst = problems.min(by: { $0.severity < $1.severity }) else { return }
    let others = problems.count > 1 ? " (and \(problems.count - 1) more: see assay load)" : ""
    StandardError.write("assay: \(DiagnosticText.line(worst, style: .plain))\(others)\n")
  }
}
