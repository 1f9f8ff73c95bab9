/// A `testcase` of JUnit XML.
package struct JUnitCase: Sendable {
  /// What became of it.
  package enum Outcome: Sendable {
    case passed
    /// Left out, or not worth failing for.
    case skipped(String)
    /// It is wrong: the message, its kind, and the text below it.
    case failure(String, type: String, text: String)
    /// It could not be told whether it is wrong.
    case error(String, type: String, text: String = "")
  }

  /// The name.
  package var name: String
  /// The file it stands in.
  package var path: String
  /// The line, from 1.
  package var line: Int
  /// Seconds that it took.
  package var seconds: Double
  /// What became of it.
  package var outcome: Outcome

  /// A case.
  package init(_ name: String, path: String, line: Int, seconds: Double = 0, _ outcome: Outcome) {
    self.name = name
    self.path = path
    self.line = line
    self.seconds = seconds
    self.outcome = outcome
  }
}

/// JUnit XML as Jenkins, GitLab and others read it: a `testsuite` per file, a `testcase` per case.
///
/// The totals stand in the first element, so the suites are kept as text until ``text(name:seconds:)``.
package struct JUnitDocument {
  private struct Counts {
    var tests = 0
    var failures = 0
    var errors = 0
    var skipped = 0

    mutating func add(_ outcome: JUnitCase.Outcome) {
      tests += 1
      switch outcome {
      case .passed: break
      case .skipped: skipped += 1
      case .failure: failures += 1
      case .error: errors += 1
      }
    }
  }

  private let writer = XMLDocumentWriter()
  private var suites: [String] = []
  private var totals = Counts()

  /// A document without suites.
  package init() {}

  /// Adds a suite.
  package mutating func add(suite name: String, seconds: Double = 0, _ cases: [JUnitCase]) {
    var counts = Counts()
    for testCase in cases {
      counts.add(testCase.outcome)
      totals.add(testCase.outcome)
    }
    let attributes = [
      ("name", name), ("tests", String(counts.tests)), ("failures", String(counts.failures)),
      ("errors", String(counts.errors)), ("skipped", String(counts.skipped)), ("time", Self.seconds(seconds)),
    ]
    writer.element("testsuite", attributes) { for testCase in cases { write(testCase) } }
    suites.append(writer.take())
  }

  private func write(_ testCase: JUnitCase) {
    let attributes = [
      ("name", testCase.name), ("classname", Self.className(testCase.path)), ("time", Self.seconds(testCase.seconds)),
      ("file", testCase.path), ("line", String(testCase.line)),
    ]
    writer.element("testcase", attributes) {
      switch testCase.outcome {
      case .passed: break
      case .skipped(let reason): writer.element("skipped", [("message", reason)])
      case .failure(let message, let type, let text): problem("failure", message, type, text)
      case .error(let message, let type, let text): problem("error", message, type, text)
      }
    }
  }

  private func problem(_ name: String, _ message: String, _ type: String, _ text: String) {
    writer.element(name, [("message", message), ("type", type)]) { if !text.isEmpty { writer.text(text) } }
  }

  /// The document.
  package func text(name: String, seconds: Double = 0) -> String {
    let head = XMLDocumentWriter()
    head.startDocument()
    let attributes = [
      ("name", name), ("tests", String(totals.tests)), ("failures", String(totals.failures)),
      ("errors", String(totals.errors)), ("time", Self.seconds(seconds)),
    ]
    head.element("testsuites", attributes) { head.text("\n") }
    let end = "</testsuites>\n"
    return head.take().dropLast(end.count) + suites.joined() + end
  }

  /// The file's path with dots between its parts: what viewers group by.
  private static func className(_ path: String) -> String {
    var name = path
    while name.hasPrefix("./") || name.hasPrefix("/") { name.removeFirst(name.hasPrefix("/") ? 1 : 2) }
    for ending in [".ruletest", ".ini", ".xml"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
    return name.replacing("/", with: ".")
  }

  /// Seconds to the microsecond.
  package static func seconds(_ seconds: Double) -> String {
    let microseconds = Int((max(0, seconds) * 1_000_000).rounded())
    let rest = String(microseconds % 1_000_000)
    return "\(microseconds / 1_000_000)." + String(repeating: "0", count: 6 - rest.count) + rest
  }
}
