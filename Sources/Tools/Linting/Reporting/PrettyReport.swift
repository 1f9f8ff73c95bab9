import Bytes
import Diagnostics
import Reporting
import Rulesets

/// For people: each finding with its line, and a caret below it.
struct PrettyReport {
  let style: Style

  /// Columns of an excerpt.
  private static let width = 110

  func text(of result: LintResult) -> String {
    var text = ""
    for finding in result.findings { text += block(finding, in: result.ruleset) + "\n" }
    return text + SummaryLine.text(of: result, style: style) + "\n"
  }

  private func block(_ finding: Finding, in ruleset: LintedRuleset) -> String {
    let diagnostic = finding.diagnostic
    let place = diagnostic.location.map { style.bold("\($0): ") } ?? ""
    var text = place + style.severity(diagnostic.severity) + ": \(TerminalText.line(diagnostic.message)) "
    text += style.dim("[\(diagnostic.code)]") + "\n"
    if let place = finding.place { text += excerpt(place, diagnostic, in: ruleset) }
    for note in diagnostic.notes {
      text += "  note: \(TerminalText.line(note.message))" + (note.location.map { style.dim(" (\($0))") } ?? "") + "\n"
    }
    if let hint = diagnostic.hint { text += "  hint: \(TerminalText.line(hint))\n" }
    if let fix = finding.fix { text += "  fix: \(TerminalText.line(fix.title)) " + style.dim("(--fix does it)") + "\n" }
    return text
  }

  private func excerpt(_ place: Place, _ diagnostic: Diagnostic, in ruleset: LintedRuleset) -> String {
    let document = ruleset.files[place.file].document
    let location = ruleset.location(place)
    guard document.isRulesetText, let range = document.lineRange(location.line) else { return "" }
    // A slice: a long line is not copied for each of its findings.
    let line = document.buffer[range]
    let column = min(location.column - 1, line.count)
    let mark = column..<min(line.count, column + place.length)
    let excerpt = Excerpt(line, marks: [mark], width: Self.width, tabs: .blank)
    let number = String(location.line)
    let margin = String(repeating: " ", count: number.count)
    return style.dim("  \(number) | ") + excerpt.line + "\n" + style.dim("  \(margin) | ")
      + painted(excerpt.carets, diagnostic.severity) + "\n"
  }

  /// Only the carets have a colour: blanks before them are none of it.
  private func painted(_ carets: String, _ severity: Diagnostic.Severity) -> String {
    let blanks = carets.prefix { $0 == " " }
    return blanks + style.severity(severity, String(carets.dropFirst(blanks.count)))
  }
}

/// The last line of a report for people.
enum SummaryLine {
  static func text(of result: LintResult, style: Style) -> String {
    let own = result.ruleset.ownFiles.count
    var parts: [String] = []
    for severity in [Diagnostic.Severity.error, .warning, .info] where result.count(severity) > 0 {
      let count = result.count(severity)
      let word = severity == .info ? "notice" : severity.rawValue
      parts.append(style.severity(severity, "\(count) \(word)\(count == 1 ? "" : "s")"))
    }
    var text = parts.isEmpty ? style.green("nothing found") : parts.joined(separator: ", ")
    text += " in \(own) file\(own == 1 ? "" : "s")"
    if result.suppressed > 0 { text += ", \(result.suppressed) disabled by comments" }
    if result.known > 0 { text += ", \(result.known) known from the baseline" }
    return result.leftOutText + text
  }
}
