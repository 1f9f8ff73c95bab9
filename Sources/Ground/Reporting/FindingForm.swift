/// The forms in which findings are reported, by name. Another form is a case here, and a file with its `FindingReport`
/// extension.
public enum FindingForm: String, ReportForm {
  /// For people: each finding with its line and a caret.
  case pretty
  /// A line per finding: `file:line:column: severity: message [CODE]`.
  case compact
  /// One JSON object with all findings.
  case json
  /// SARIF 2.1.0, for code scanning.
  case sarif
  /// Annotations of GitHub Actions.
  case github
  /// GitLab's code quality JSON.
  case gitlab
  /// JUnit XML: a failure per finding.
  case junit

  /// A report in this form.
  package func text(of report: FindingReport, style: Style) -> String {
    switch self {
    case .pretty: report.pretty(style)
    case .compact: report.compact(style)
    case .json: report.json
    case .sarif: report.sarif
    case .github: report.gitHub
    case .gitlab: report.gitLab
    case .junit: report.junit
    }
  }
}
