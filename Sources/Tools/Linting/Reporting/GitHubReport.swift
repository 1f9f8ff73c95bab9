import Diagnostics
import Reporting
import Rulesets

/// Annotations of GitHub Actions, within its limits.
struct GitHubReport {
  func text(of result: LintResult) -> String {
    var annotations = GitHubAnnotations()
    for finding in result.findings { annotations.add(annotation(finding.diagnostic)) }
    return annotations.text(rest: "; assay lint shows all.") + SummaryLine.text(of: result, style: .plain) + "\n"
  }

  private func annotation(_ diagnostic: Diagnostic) -> GitHubAnnotation {
    let kind: GitHubAnnotation.Kind =
      switch diagnostic.severity {
      case .error: .error
      case .warning: .warning
      case .info: .notice
      }
    let location = diagnostic.location
    return GitHubAnnotation(
      kind, file: location?.file, line: location?.line, column: location?.column, title: diagnostic.code,
      message: diagnostic.message + (diagnostic.hint.map { "\nhint: \($0)" } ?? ""))
  }
}
