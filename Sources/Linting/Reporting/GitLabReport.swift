import Rulesets

/// GitLab's code quality report: a JSON array with an entry per finding.
struct GitLabReport {
  func text(of result: LintResult) -> String { JSONTree.array(result.findings.map(entry)).text }

  private func entry(_ finding: Finding) -> JSONTree {
    let diagnostic = finding.diagnostic
    return .members(
      ("description", .string(diagnostic.message)), ("check_name", .string("assay/\(diagnostic.code)")),
      ("fingerprint", .string(finding.fingerprint)), ("severity", .string(severity(diagnostic.severity))),
      (
        "location",
        .members(
          ("path", .string(path(diagnostic.location?.file ?? "assay.conf"))),
          ("lines", .members(("begin", .number(diagnostic.location?.line ?? 1)))))
      ))
  }

  /// GitLab compares paths with those of the repository.
  private func path(_ path: String) -> String { path.hasPrefix("./") ? String(path.dropFirst(2)) : path }

  private func severity(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "critical"
    case .warning: "major"
    case .info: "info"
    }
  }
}
