/// JUnit XML as Jenkins, GitLab and others read it: a `testsuite` per file, a `testcase` per case.
///
/// The totals stand in the first element, so the suites are kept as text until the run ends.
public final class JUnitReporter: Reporter {
  private let sink: ReportSink
  private let writer = XMLDocumentWriter()
  private var suites: [String] = []

  /// A reporter.
  public init(sink: @escaping ReportSink) { self.sink = sink }

  /// Adds a file.
  public func report(_ file: FileResult) {
    let errors = file.diagnostics.filter { $0.severity == .error }
    let attributes = [
      ("name", file.path), ("tests", String(file.results.count + errors.count)),
      ("failures", String(file.count(.failed))),
      ("errors", String(errors.count + file.count(.broken))),
      ("skipped", String(file.count(.skipped) + file.count(.expectedFailure))), ("time", Self.seconds(file.seconds)),
    ]
    writer.element("testsuite", attributes) {
      for error in errors {
        let line = error.location?.line ?? 1
        testCase(error.message, file.path, line, seconds: 0) {
          writer.element("error", [("message", error.message), ("type", error.code)]) {
            writer.text(DiagnosticText.block(error, style: .plain))
          }
        }
      }
      for result in file.results { report(result, in: file) }
    }
    suites.append(writer.take())
  }

  private func report(_ result: CaseResult, in file: FileResult) {
    testCase(result.title, file.path, result.location.line, seconds: result.seconds) {
      switch result.status {
      case .passed, .unexpectedPass: break
      case .skipped: writer.element("skipped", [("message", result.reason ?? "")])
      case .expectedFailure: writer.element("skipped", [("message", "todo: \(result.reason ?? "")")])
      case .broken:
        writer.element("error", [("message", result.reason ?? ""), ("type", "ruleset")])
      case .failed:
        let message = result.failures.first?.summary ?? ""
        writer.element("failure", [("message", message), ("type", "expectation")]) {
          let text = FailureText(style: .plain, width: 100)
          writer.text("\n" + text.heading(result) + text.block(result))
        }
      }
    }
  }

  private func testCase(_ name: String, _ path: String, _ line: Int, seconds: Double, body: () -> Void) {
    let attributes = [
      ("name", name), ("classname", Self.className(path)), ("time", Self.seconds(seconds)), ("file", path),
      ("line", String(line)),
    ]
    writer.element("testcase", attributes, body: body)
  }

  /// Ends the document.
  public func end(_ summary: RunSummary) {
    let head = XMLDocumentWriter()
    head.startDocument()
    let mark = "\u{1F}suites"
    head.element(
      "testsuites",
      [
        ("name", "assay"), ("tests", String(summary.cases + summary.errors)), ("failures", String(summary[.failed])),
        ("errors", String(summary.errors + summary[.broken])), ("time", Self.seconds(summary.seconds)),
      ]
    ) { head.text(mark) }
    let parts = head.take().split(separator: XMLDocumentWriter.clean(mark), maxSplits: 1)
    sink(String(parts.first ?? ""))
    sink("\n")
    for suite in suites { sink(suite) }
    sink(String(parts.dropFirst().first ?? ""))
    sink("\n")
  }

  /// The file's path with dots between its parts: what viewers group by.
  private static func className(_ path: String) -> String {
    var name = path
    while name.hasPrefix("./") || name.hasPrefix("/") { name.removeFirst(name.hasPrefix("/") ? 1 : 2) }
    for ending in [".ruletest", ".ini"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
    return name.replacing("/", with: ".")
  }

  static func seconds(_ seconds: Double) -> String {
    let microseconds = Int((max(0, seconds) * 1_000_000).rounded())
    let rest = String(microseconds % 1_000_000)
    return "\(microseconds / 1_000_000)." + String(repeating: "0", count: 6 - rest.count) + rest
  }
}
