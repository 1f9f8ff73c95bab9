import Bytes
import Reporting

/// Test Anything Protocol: a test point per case, with YAML diagnostics below those that failed.
///
/// What is written is valid under version 14 and version 13 alike (no subtests), and says 13: Perl's `prove` up to Test::Harness
/// 3.44 calls a document that says 14 broken.
public final class TAPReporter: Reporter {
  private let sink: ReportSink
  private var number = 0

  /// A reporter.
  public init(sink: @escaping ReportSink) { self.sink = sink }

  /// Starts the document.
  public func begin() { sink("TAP version 13\n") }

  /// Adds a file.
  public func report(_ file: FileResult) {
    for diagnostic in file.diagnostics {
      guard diagnostic.severity == .error else {
        sink("# \(Self.oneLine(DiagnosticText.block(diagnostic, style: .plain)))\n")
        continue
      }
      point(false, "\(file.path): \(diagnostic.message)")
      sink(
        Self.yaml([
          ("severity", "error"), ("message", diagnostic.message), ("at", diagnostic.location?.description ?? file.path),
        ]))
    }
    for result in file.results {
      let name = "\(file.path): \(result.title)"
      switch result.status {
      case .passed: point(true, name)
      case .skipped: point(true, name, directive: "SKIP \(Self.oneLine(result.reason ?? ""))")
      case .expectedFailure: point(false, name, directive: "TODO \(Self.oneLine(result.reason ?? ""))")
      case .unexpectedPass: point(true, name, directive: "TODO \(Self.oneLine(result.reason ?? ""))")
      case .failed: point(false, name)
      case .broken:
        point(false, name)
        sink(Self.yaml([("message", result.reason ?? "the ruleset does not load"), ("at", "\(result.location)")]))
      }
      if result.status == .failed, let failure = result.failures.first {
        sink(
          Self.yaml([
            ("message", failure.summary), ("severity", "fail"), ("at", "\(failure.location)"),
            ("expected", failure.expected), ("actual", failure.actual), ("came_out", OutcomeText.line(failure.outcome)),
            ("failed_expectations", String(result.failures.count)),
          ]))
      }
    }
  }

  /// Ends the document.
  public func end(_ summary: RunSummary) {
    sink("1..\(number)\n# \(SummaryText.line(summary))\n")
  }

  private func point(_ isOK: Bool, _ name: String, directive: String? = nil) {
    number += 1
    // `#` would start a directive.
    let escaped = Self.oneLine(name).replacing("\\", with: "\\\\").replacing("#", with: "\\#")
    sink("\(isOK ? "ok" : "not ok") \(number) - \(escaped)\(directive.map { " # \($0)" } ?? "")\n")
  }

  private static func yaml(_ entries: [(String, String)]) -> String {
    "  ---\n" + entries.map { "  \($0): \(quoted($1))\n" }.joined() + "  ...\n"
  }

  private static func quoted(_ text: String) -> String {
    "\"" + oneLine(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// What ends as a line feed belongs to the block that is shown, not to a text from outside.
  private static func oneLine(_ text: String) -> String {
    TerminalText.line(text.wholeLines.joined(separator: " "))
  }
}
