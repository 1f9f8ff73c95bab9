import Bytes
import Diagnostics
import Reporting

/// How many findings there are of each check, for whoever begins with a ruleset that has many.
public struct LintStatistics: Sendable {
  /// What was found by one check.
  public struct Line: Sendable, Equatable {
    /// The code of the findings.
    public var code: String
    /// The gravest severity among them.
    public var severity: Diagnostic.Severity
    /// How many there are.
    public var count: Int
    /// How many of them `--fix` mends.
    public var fixable: Int
  }

  /// Most findings first.
  public let lines: [Line]

  /// Counts findings.
  public init(_ result: LintResult) {
    var lines: [String: Line] = [:]
    for finding in result.findings {
      let code = finding.diagnostic.code
      var line = lines[code] ?? Line(code: code, severity: finding.diagnostic.severity, count: 0, fixable: 0)
      line.severity = min(line.severity, finding.diagnostic.severity)
      line.count += 1
      if finding.fix != nil { line.fixable += 1 }
      lines[code] = line
    }
    self.lines = lines.values.sorted { ($1.count, $0.code) < ($0.count, $1.code) }
  }

  /// A line per check, then the totals.
  public func text(of result: LintResult, style: Style = .plain) -> String {
    let width = lines.map(\.code.count).max() ?? 0
    let countWidth = lines.map { String($0.count).count }.max() ?? 0
    var text = ""
    for line in lines {
      let count = String(repeating: " ", count: countWidth - String(line.count).count) + String(line.count)
      let word = line.severity.rawValue
      let severity = style.severity(line.severity, word) + String(repeating: " ", count: max(0, 7 - word.count))
      let code = line.code + String(repeating: " ", count: width - line.code.count)
      let summary = (CheckCatalogue.page(line.code) ?? CheckCatalogue.page("load"))?.summary ?? ""
      text += "\(count)  \(severity)  \(code)  \(summary)"
      text += line.fixable > 0 ? " (\(line.fixable) can be fixed)\n" : "\n"
    }
    return text + SummaryLine.text(of: result, style: style) + "\n"
  }
}
