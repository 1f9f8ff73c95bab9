import Rulesets

/// Annotations of GitHub Actions, within its limits: of each kind GitHub shows ten per step and hides the rest without a
/// word, so that the last line says how many there are besides.
struct GitHubReport {
  /// Annotations of one kind that GitHub shows for a step.
  private static let limit = 10

  func text(of result: LintResult) -> String {
    var text = ""
    var hidden = 0
    for severity in [Diagnostic.Severity.error, .warning, .info] {
      let findings = result.findings.filter { $0.diagnostic.severity == severity }
      // The last notice is kept for the number of those that are not shown.
      let limit = severity == .info ? Self.limit - 1 : Self.limit
      for finding in findings.prefix(limit) { text += annotation(finding) }
      hidden += max(0, findings.count - limit)
    }
    if hidden > 0 {
      text += "::notice title=\(hidden) more::\(hidden) more are not shown here; assay lint shows all.\n"
    }
    return text + SummaryLine.text(of: result, style: .plain) + "\n"
  }

  private func annotation(_ finding: Finding) -> String {
    let diagnostic = finding.diagnostic
    let kind = diagnostic.severity == .info ? "notice" : diagnostic.severity.rawValue
    var properties: [String] = []
    if let location = diagnostic.location {
      properties += ["file=\(property(location.file))", "line=\(location.line)", "col=\(location.column)"]
    }
    properties.append("title=\(property(diagnostic.code))")
    let message = diagnostic.message + (diagnostic.hint.map { "\nhint: \($0)" } ?? "")
    return "::\(kind) \(properties.joined(separator: ","))::\(escaped(message))\n"
  }

  private func escaped(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private func property(_ text: String) -> String {
    escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
