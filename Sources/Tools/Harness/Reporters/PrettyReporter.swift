import Bytes
import Reporting

/// For people: a line per file, a block per failed case, and a summary.
public final class PrettyReporter: Reporter {
  private let style: Style
  private let width: Int
  private let showsTotals: Bool
  private let sink: ReportSink
  private var shared = SharedDiagnostics()
  private var told = ToldDiagnostics()
  /// Notes that are not shown, because there were enough of them.
  private var hiddenNotes = 0
  private var shownNotes = 0
  private static let noteLimit = 20

  /// - Parameters:
  ///   - style: whether there are colours.
  ///   - width: columns of the terminal.
  ///   - showsTotals: whether the totals are the last line.
  ///   - sink: where the text goes.
  public init(style: Style, width: Int, showsTotals: Bool = true, sink: @escaping ReportSink) {
    self.showsTotals = showsTotals
    self.style = style
    self.width = width
    self.sink = sink
  }

  /// Adds a file.
  public func report(_ file: FileResult) {
    let failed = file.count(.failed) + file.count(.broken)
    let isGood = failed == 0 && !file.isInvalid
    let mark = isGood ? style.green("✓") : style.red("✗")
    var parts = [file.results.count.counted("case")]
    if failed > 0 { parts = ["\(failed) of \(file.results.count.counted("case")) failed"] }
    if file.results.isEmpty { parts = ["not run"] }
    for (status, word) in [
      (CaseResult.Status.expectedFailure, "todo"), (.unexpectedPass, "todo but passed"), (.skipped, "skipped"),
    ] where file.count(status) > 0 {
      parts.append("\(file.count(status)) \(word)")
    }
    let name = TerminalText.line(file.path)
    sink("\(mark) \(isGood ? name : style.bold(name))  \(style.dim(parts.joined(separator: ", ")))\n")
    let (diagnostics, known) = shared.new(in: file)
    for diagnostic in told.take(diagnostics) { sink(indented(DiagnosticText.block(diagnostic, style: style))) }
    if known > 0 { sink("  \(style.dim("its ruleset: see above"))\n") }
    for note in file.results.flatMap(\.notes) { report(note) }
    let failures = FailureText(style: style, width: width)
    for result in file.results {
      switch result.status {
      case .failed: sink("\n" + failures.heading(result) + failures.block(result))
      case .unexpectedPass:
        sink(
          "  \(style.yellow("passes now")): \(result.location.fileAndLine): \(result.title) \(style.dim("(todo: \(result.reason ?? ""))"))\n"
        )
      default: break
      }
    }
    let reasons = Set(file.results.filter { $0.status == .skipped }.compactMap(\.reason))
    for reason in reasons.sorted().prefix(3) { sink("  \(style.dim("skipped: \(reason)"))\n") }
    if file.count(.failed) > 0 { sink("\n") }
  }

  private func report(_ note: CaseNote) {
    guard shownNotes < Self.noteLimit else {
      hiddenNotes += 1
      return
    }
    shownNotes += 1
    sink("  \(style.yellow("note")): \(note.location.file):\(note.location.line): \(note.message)\n")
  }

  /// Ends the document.
  public func end(_ summary: RunSummary) {
    sink(told.text(with: summary))
    if hiddenNotes > 0 { sink("  \(style.yellow("note")): and \(hiddenNotes) more (--report json has them all)\n") }
    if !summary.slowest.isEmpty {
      sink("\nslowest:\n")
      for result in summary.slowest {
        sink(
          "  \(SummaryText.seconds(result.seconds))  \(result.location.fileAndLine): \(result.title)\n"
        )
      }
    }
    guard showsTotals else { return }
    let line = SummaryText.line(summary)
    sink("\n\(summary.exitCode == 0 ? style.green(line) : style.red(line))\n")
  }

  private func indented(_ text: String) -> String {
    text.wholeLines.map { "  \($0)\n" }.joined()
  }
}
