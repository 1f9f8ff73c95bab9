import Bytes
import Diagnostics
import Reporting
import Rulesets

/// A line per finding, as compilers write it: `file:line:column: severity: message [CODE]`.
struct CompactReport {
  let style: Style

  func text(of result: LintResult) -> String {
    result.findings.map { line($0.diagnostic) }.joined()
  }

  /// A finding in one line, with its line end.
  func line(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.location.map { "\($0): " } ?? ""
    return style.bold(place) + style.severity(diagnostic.severity)
      + ": \(TerminalText.line(diagnostic.message)) "
      + style.dim("[\(diagnostic.code)]") + "\n"
  }
}
