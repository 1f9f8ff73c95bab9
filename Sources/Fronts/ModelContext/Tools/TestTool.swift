import Bytes
import Diagnostics
import Harness
import JSONText
import PatternSyntax
import Patterns
import Workbench

/// Whether the cases pass.
struct TestTool: ContextTool {
  let name = "test"
  let title = "Run the cases"
  let summary = """
    Runs the test cases (*.ruletest, and Wazuh's *.ini) and gives for each that fails what was expected, what came instead \
    and why. A case with an error counts as failed.
    """
  let parameters = [
    ToolParameter("paths", .texts(most: 100), "Files of cases, or folders that hold some; all below unless given."),
    ToolParameter("filter", .text, "Only cases whose \"file: title\" this PCRE2 pattern matches."),
    ToolParameter("limit", .number(1...200), "So many failed cases at most; 20 unless given."),
  ]

  /// Files that run between two looks at whether the answer is still wanted.
  private static let filesAtOnce = 16

  func run(
    _ arguments: ToolArguments, _ surroundings: ToolSurroundings, _ isCancelled: () -> Bool
  ) async throws -> ToolResult {
    var selection = Selection()
    if let filter = arguments.bytes("filter") {
      do throws(PatternError) { selection.filter = try Pattern(filter, dialect: .pcre2) } catch {
        throw BadInput(Diagnostic(.error, code: "bad-pattern", "\"filter\" is no pattern: \(error.message)"))
      }
    }
    let plan = TestPlan(
      try surroundings.checked(arguments.texts("paths")), on: surroundings.choice, selection: selection)
    let files = try plan.files()
    let library = try plan.choice.library()
    let runner = SuiteRunner(selection: selection, jobs: surroundings.jobs)
    let failures = FailureKeeper(limit: arguments.number("limit") ?? 20)
    var at = 0
    while at < files.count {
      if isCancelled() { break }
      let part = files[at..<min(files.count, at + Self.filesAtOnce)]
      _ = await runner.run(Array(part), rulesets: library, reporters: [failures])
      at += part.count
    }
    if !library.unreadableFiles.isEmpty { throw BadInput(library.unreadableFiles) }
    guard failures.cases > 0 || failures.errors > 0 else { throw BadInput(plan.noCase(in: files)) }
    return ToolResult { json in failures.write(membersTo: &json) }
  }
}

/// Counts cases, and keeps the first that fail.
private final class FailureKeeper: Reporter {
  private let limit: Int
  private(set) var cases = 0
  private(set) var errors = 0
  private var counts: [CaseResult.Status: Int] = [:]
  private var lines: [String] = []
  private var notShown = 0

  init(limit: Int) { self.limit = limit }

  func report(_ file: FileResult) {
    cases += file.results.count
    errors += file.diagnostics.count { $0.severity == .error }
    for result in file.results { counts[result.status, default: 0] += 1 }
    var kept = file
    kept.results = file.results.filter {
      $0.status != .passed && $0.status != .skipped && $0.status != .expectedFailure
    }
    kept.diagnostics = file.diagnostics.filter { $0.severity == .error }
    let writer = JSONLinesReporter { [self] line in
      if lines.count < limit { lines.append(line) } else { notShown += 1 }
    }
    writer.report(kept)
  }

  func end(_ summary: RunSummary) {}

  func write(membersTo json: inout JSONWriter) {
    json.member("cases", cases)
    for status in CaseResult.Status.allCases {
      json.key(named: status.rawValue)
      json.value(counts[status] ?? 0)
    }
    json.member("errors", errors)
    json.member("not_shown", notShown)
    json.array("failures", lines) { $1.value(raw: ByteString($0.utf8.dropLast($0.utf8.last == 10 ? 1 : 0))) }
  }
}
