import Diagnostics
import Reporting
import Rulesets

/// GitLab's code quality report: a JSON array with an entry per finding.
struct GitLabReport {
  func text(of result: LintResult) -> String {
    var report = GitLabCodeQuality()
    let entries = result.findings.map { finding in
      let diagnostic = finding.diagnostic
      return report.entry(
        diagnostic.message, check: diagnostic.code, severity: severity(diagnostic.severity),
        path: diagnostic.location?.file ?? "assay.conf", line: diagnostic.location?.line ?? 1,
        fingerprint: finding.fingerprint)
    }
    return entries.joined() + report.end()
  }

  private func severity(_ severity: Diagnostic.Severity) -> GitLabCodeQuality.Severity {
    switch severity {
    case .error: .critical
    case .warning: .major
    case .info: .info
    }
  }
}
