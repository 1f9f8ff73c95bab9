import Bytes
import Diagnostics

extension FindingReport {
  /// For people: each finding with its line, and carets below it.
  func pretty(_ style: Style) -> String {
    entries.map { block($0, style) + "\n" }.joined() + (leftOut > 0 ? leftOutText + "\n\n" : "") + summary(style) + "\n"
  }

  private func block(_ entry: Entry, _ style: Style) -> String {
    let excerpt = entry.place.flatMap { $0.isShown ? $0.source.excerpt(of: $0.range) : nil }
    var text = DiagnosticText.block(entry.diagnostic, style: style, excerpt: excerpt)
    if let fix = entry.fix { text += "  fix: \(TerminalText.line(fix.title)) " + style.dim("(--fix does it)") + "\n" }
    return text
  }
}
