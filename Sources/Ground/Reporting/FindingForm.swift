import Bytes

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
  ///
  /// However many findings there are, it has a size that its readers can take.
  package func text(of whole: FindingReport, style: Style) -> String {
    let report =
      isMadeOfCommands
      ? whole : whole.limited(to: isForPeople ? Limits.toldDiagnostics : Limits.reportedDiagnostics)
    return switch self {
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
