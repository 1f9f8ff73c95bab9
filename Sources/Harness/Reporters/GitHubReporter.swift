/// Annotations of GitHub Actions, within its limits: of each kind GitHub shows ten per step and hides the rest without a
/// word. So the most important come first, and the last line says how many there are besides.
public final class GitHubReporter: Reporter {
  /// Annotations of one kind that GitHub shows for a step.
  static let limit = 10

  private struct Annotation {
    var rank: Int
    var text: String
  }

  private let sink: ReportSink
  private var errors: [Annotation] = []
  private var notices: [Annotation] = []
  private var warnings: [Annotation] = []
  private var hiddenErrors = 0
  private var hiddenWarnings = 0
  private var hiddenNotices = 0

  /// A reporter.
  public init(sink: @escaping ReportSink) { self.sink = sink }

  /// Adds a file.
  public func report(_ file: FileResult) {
    for diagnostic in file.diagnostics {
      let text = Self.command(
        diagnostic.severity == .error ? "error" : "warning", file: diagnostic.location?.file ?? file.path,
        line: diagnostic.location?.line ?? 1, column: diagnostic.location?.column, title: diagnostic.code,
        message: diagnostic.message + (diagnostic.hint.map { "\nhint: \($0)" } ?? ""))
      if diagnostic.severity == .error {
        keep(Annotation(rank: 0, text: text), in: &errors, &hiddenErrors)
      } else {
        keep(Annotation(rank: 0, text: text), in: &warnings, &hiddenWarnings)
      }
    }
    for result in file.results {
      switch result.status {
      case .failed:
        // A case whose first event already fails says more than one that fails at its end.
        keep(
          Annotation(rank: result.failures.count == 1 ? 1 : 2, text: Self.failure(result)), in: &errors, &hiddenErrors)
      case .unexpectedPass:
        let text = Self.command(
          "notice", file: result.location.file, line: result.location.line, column: nil, title: result.title,
          message: "passes now, although it is marked todo: \(result.reason ?? "")")
        keep(Annotation(rank: 0, text: text), in: &notices, &hiddenNotices)
      default: break
      }
    }
  }

  /// Keeps what may be among the first ten, and counts the rest.
  private func keep(_ annotation: Annotation, in kept: inout [Annotation], _ hidden: inout Int) {
    kept.append(annotation)
    guard kept.count > Self.limit else { return }
    hidden += 1
    // The first of the highest rank's last: order within a rank stays the order of the run.
    if let worst = kept.indices.max(by: { (kept[$0].rank, $0) < (kept[$1].rank, $1) }) { kept.remove(at: worst) }
  }

  /// Ends the document.
  public func end(_ summary: RunSummary) {
    for annotation in errors.enumerated().sorted(by: { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }) {
      sink(annotation.element.text)
    }
    for annotation in warnings { sink(annotation.text) }
    let hidden = hiddenErrors + hiddenWarnings + hiddenNotices
    for annotation in hidden > 0 ? notices.prefix(Self.limit - 1) : notices[...] { sink(annotation.text) }
    if hidden > 0 {
      let more = hidden + max(0, notices.count - Self.limit + 1)
      sink(
        "::notice title=\(more) more::\(Self.escaped("\(more) more are not shown here: see the step's log and summary. \(SummaryText.line(summary))"))\n"
      )
    }
    sink(SummaryText.line(summary) + "\n")
  }

  private static func failure(_ result: CaseResult) -> String {
    let first = result.failures.first
    let lines = result.failures.prefix(8).map(\.summary) + (result.failures.count > 8 ? ["…"] : [])
    let outcome = first.map { "came out: \(OutcomeText.line($0.outcome))" } ?? ""
    return command(
      "error", file: result.location.file, line: first?.location.line ?? result.location.line,
      column: first?.location.column, title: result.title, message: (lines + [outcome]).joined(separator: "\n"))
  }

  static func command(_ kind: String, file: String, line: Int, column: Int?, title: String, message: String) -> String {
    var properties = "file=\(property(file)),line=\(line)"
    if let column { properties += ",col=\(column)" }
    return "::\(kind) \(properties),title=\(property(title))::\(escaped(message))\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
