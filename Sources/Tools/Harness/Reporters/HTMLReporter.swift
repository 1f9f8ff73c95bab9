import Bytes
import Reporting

/// One page that needs nothing else: files with their cases, failures unfolded, a box to search in.
public final class HTMLReporter: Reporter {
  private let sink: ReportSink
  private var files: [(path: String, good: Bool, body: String, count: String)] = []

  /// A reporter.
  public init(sink: @escaping ReportSink) { self.sink = sink }

  /// Adds a file.
  public func report(_ file: FileResult) {
    var body = ""
    for diagnostic in file.diagnostics {
      body += "<pre class=\"error\">\(HTMLText.block(DiagnosticText.block(diagnostic, style: .plain)))</pre>\n"
    }
    for result in file.results {
      let reason = result.reason.map { ", \(HTMLText.escaped($0))" } ?? ""
      body +=
        "<div class=\"case \(result.status.rawValue)\"><b>\(Self.word(result.status))</b> \(HTMLText.escaped(result.title)) "
      body += "<small>line \(result.location.line)\(reason)</small>"
      if result.status == .failed { body += HTMLFailures.text(result) }
      body += "</div>\n"
    }
    let isGood = file.count(.failed) + file.count(.broken) == 0 && !file.isInvalid
    files.append((file.path, isGood, body, Self.count(file)))
  }

  /// The same words as in the headline, which counts all files.
  private static func count(_ file: FileResult) -> String {
    var parts = [file.results.count.counted("case")]
    for (status, word) in SummaryText.words where status != .passed && file.count(status) > 0 {
      parts.append("\(file.count(status)) \(word)")
    }
    let errors = file.diagnostics.count { $0.severity == .error }
    if errors > 0 { parts.append(errors.counted("error")) }
    return parts.joined(separator: ", ")
  }

  /// Ends the document.
  public func end(_ summary: RunSummary) {
    let line = HTMLText.escaped(SummaryText.line(summary))
    let folder = CommonFolder(of: files.map(\.path))
    sink(HTMLPage.head(title: line, style: Self.style) + "\n")
    sink("<h1 class=\"\(summary.exitCode == 0 ? "good" : "bad")\">\(line)</h1>\n")
    sink(
      "<p><input type=\"search\" id=\"search\" placeholder=\"Search titles and failures\" aria-label=\"Search\"></p>\n")
    if !folder.path.isEmpty { sink("<p><small>all in \(HTMLText.escaped(folder.path))</small></p>\n") }
    for file in files {
      sink("<details class=\"file \(file.good ? "good" : "bad")\"\(file.good ? "" : " open")><summary>")
      sink("\(HTMLText.escaped(folder.rest(of: file.path))) <small>\(file.count)</small></summary>\n")
      sink(file.body + "</details>\n")
    }
    sink(HTMLPage.end(script: Self.script))
  }

  private static let style = """
    :root { color-scheme: light dark; --good: #1a7f37; --bad: #cf222e; --dim: #6e7781; --line: #8884; }
    body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
    h1 { font-size: 1.2rem; } h1.good, .passed b { color: var(--good); } h1.bad, .failed b, .broken b { color: var(--bad); }
    small { color: var(--dim); } details { border-top: 1px solid var(--line); padding: .4rem 0; } summary { cursor: pointer; }
    details.bad > summary { color: var(--bad); } .case { margin: .2rem 0 .2rem 1.2rem; }
    pre, .event { padding: .7rem; background: #8881; border-radius: 6px; font-size: 13px; margin: .4rem 0; }
    pre, code { font-family: ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
    .event pre { background: none; margin: 0; padding: 0; } mark { background: #f5d04c66; color: inherit; }
    .event dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1rem 1rem; margin: .5rem 0 0; }
    .event dt { color: var(--dim); } .event dd { margin: 0; overflow-wrap: anywhere; }
    .event dt.subject { grid-column: 1 / -1; color: inherit; font-weight: bold; margin-top: .3rem; }
    .expected { color: var(--good); } .actual { color: var(--bad); }
    input { width: 100%; padding: .4rem; font: inherit; box-sizing: border-box; }
    @media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #ff7b72; } }
    """

  private static let script = """
    document.getElementById("search").addEventListener("input", event => {
      const wanted = event.target.value.toLowerCase();
      for (const file of document.querySelectorAll("details.file")) {
        let any = false;
        for (const one of file.querySelectorAll(".case")) {
          const shows = one.textContent.toLowerCase().includes(wanted);
          one.hidden = !shows;
          any = any || shows;
        }
        file.hidden = wanted !== "" && !any;
        if (wanted !== "") file.open = any;
      }
    });
    """

  private static func word(_ status: CaseResult.Status) -> String {
    switch status {
    case .passed: "✓"
    case .failed, .broken: "✗"
    case .skipped: "skipped"
    case .expectedFailure: "todo"
    case .unexpectedPass: "passes now"
    }
  }
}

/// A failed case in a page: events whole, expected and actual in colour.
private enum HTMLFailures {
  static func text(_ result: CaseResult) -> String {
    var text = ""
    for event in EventFailures.groups(of: result.failures) {
      text += "<div class=\"event\"><small>\(event.place)</small>\n"
      text += "<pre>\(marked(event.first.log, event.marks))</pre>\n<dl>\n"
      for failure in event.told { text += comparison(failure) }
      if !event.alsoWithoutRule.isEmpty {
        text += row("so too", HTMLText.escaped(event.alsoWithoutRule.joined(separator: "; ")))
      }
      text += row("came out", HTMLText.escaped(OutcomeText.line(event.first.outcome)))
      for message in event.first.outcome.messages.prefix(3) { text += row("engine", HTMLText.escaped(message)) }
      text += "</dl></div>\n"
    }
    if let command = result.failures.lazy.compactMap(\.command).first {
      text += "<small>look:</small> <code>\(HTMLText.escaped(command))</code>\n"
    }
    return text
  }

  private static func comparison(_ failure: Failure) -> String {
    var text = "<dt class=\"subject\">\(HTMLText.escaped(failure.subject)) "
    text += "<small>(line \(failure.location.line))</small></dt>\n"
    let isPlain = failure.comparison.isUnary || failure.comparison == .equal
    let sign = isPlain ? "" : HTMLText.escaped(failure.comparison.rawValue) + " "
    text += row("expected", "\(sign)<code class=\"expected\">\(HTMLText.escaped(failure.expected))</code>")
    text += row("actual", "<code class=\"actual\">\(HTMLText.escaped(failure.actual))</code>")
    for line in DocumentDifference.lines(of: failure.differences) { text += row("", HTMLText.escaped(line)) }
    if let note = failure.note { text += row("note", HTMLText.escaped(note)) }
    if let cause = failure.cause { text += row("because", HTMLText.escaped(cause)) }
    let further = failure.furtherRepetitions
    if further > 0 { text += row("and", further.counted("more repetition")) }
    return text
  }

  private static func row(_ label: String, _ html: String) -> String { "<dt>\(label)</dt><dd>\(html)</dd>\n" }

  /// The whole log, with what the failures are about marked.
  private static func marked(_ log: ByteString, _ marks: [Range<Int>]) -> String {
    var html = ""
    var at = 0
    func shown(_ range: Range<Int>) -> String { HTMLText.escaped(TerminalText.line(ByteString(log.bytes[range]))) }
    for mark in marks.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard mark.lowerBound >= at, mark.upperBound <= log.count, !mark.isEmpty else { continue }
      html += shown(at..<mark.lowerBound) + "<mark>\(shown(mark))</mark>"
      at = mark.upperBound
    }
    return html + shown(at..<log.count)
  }
}
