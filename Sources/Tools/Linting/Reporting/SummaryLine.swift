import Bytes
import Diagnostics
import Reporting

/// The last line of a report for people.
enum SummaryLine {
  static func text(of result: LintResult, style: Style) -> String {
    let own = result.ruleset.ownFiles.count
    var parts: [String] = []
    for severity in [Diagnostic.Severity.error, .warning, .info] where result.count(severity) > 0 {
      let count = result.count(severity)
      let word = severity == .info ? "notice" : severity.rawValue
      parts.append(style.severity(severity, count.counted(word)))
    }
    var text = parts.isEmpty ? style.green("nothing found") : parts.joined(separator: ", ")
    text += " in \(own.counted("file"))"
    if result.suppressed > 0 { text += ", \(result.suppressed) disabled by comments" }
    if result.known > 0 { text += ", \(result.known) known from the baseline" }
    return result.leftOutText + text
  }
}
