/// One page that needs nothing else: files with their cases, failures unfolded, a box to search in.
public final class HTMLReporter: Reporter {
  private let sink: ReportSink
  private var body = ""

  /// A reporter.
  public init(sink: @escaping ReportSink) { self.sink = sink }

  /// Adds a file.
  public func report(_ file: FileResult) {
    let failed = file.count(.failed) + file.count(.broken)
    let isGood = failed == 0 && !file.isInvalid
    body +=
      "<details class=\"file \(isGood ? "good" : "bad")\"\(isGood ? "" : " open")><summary>\(Self.escaped(file.path)) "
    body +=
      "<small>\(SummaryText.count(file.results.count, "case"))\(failed > 0 ? ", \(failed) failed" : "")</small></summary>\n"
    for diagnostic in file.diagnostics {
      body += "<pre class=\"error\">\(Self.escaped(DiagnosticText.block(diagnostic, style: .plain)))</pre>\n"
    }
    for result in file.results {
      body +=
        "<div class=\"case \(result.status.rawValue)\"><b>\(Self.word(result.status))</b> \(Self.escaped(result.title)) "
      body += "<small>line \(result.location.line)\(result.reason.map { ", \(Self.escaped($0))" } ?? "")</small>"
      if result.status == .failed {
        let text = FailureText(style: .plain, width: 110).block(result)
        body += "<pre>\(Self.escaped(text))</pre>"
      }
      body += "</div>\n"
    }
    body += "</details>\n"
  }

  /// Ends the document.
  public func end(_ summary: RunSummary) {
    let line = Self.escaped(SummaryText.line(summary))
    sink(
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>\(line)</title>
      <style>
      :root { color-scheme: light dark; --good: #1a7f37; --bad: #cf222e; --dim: #6e7781; --line: #8884; }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.2rem; } h1.good, .passed b { color: var(--good); } h1.bad, .failed b, .broken b { color: var(--bad); }
      small { color: var(--dim); } details { border-top: 1px solid var(--line); padding: .4rem 0; } summary { cursor: pointer; }
      details.bad > summary { color: var(--bad); } .case { margin: .2rem 0 .2rem 1.2rem; }
      pre { overflow-x: auto; padding: .7rem; background: #8881; border-radius: 6px; font-size: 13px; }
      input { width: 100%; padding: .4rem; font: inherit; box-sizing: border-box; }
      @media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #ff7b72; } }
      </style></head><body>
      <h1 class="\(summary.exitCode == 0 ? "good" : "bad")">\(line)</h1>
      <p><input type="search" id="search" placeholder="Search titles and failures" aria-label="Search"></p>

      """)
    sink(body)
    sink(
      """
      <script>
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
      </script></body></html>

      """)
  }

  private static func word(_ status: CaseResult.Status) -> String {
    switch status {
    case .passed: "✓"
    case .failed, .broken: "✗"
    case .skipped: "skipped"
    case .expectedFailure: "todo"
    case .unexpectedPass: "passes now"
    }
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
