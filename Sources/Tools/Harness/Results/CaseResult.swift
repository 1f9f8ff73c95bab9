import Analysis
import Bytes
import Cases
import Coverage
import Diagnostics
import Rulesets

/// What became of one case.
public struct CaseResult: Sendable {
  /// How it ended.
  public enum Status: String, Sendable, CaseIterable {
    /// Every expectation was met.
    case passed
    /// An expectation was not met.
    case failed
    /// Not run, for the reason given.
    case skipped
    /// Failed, as its `todo` said it would.
    case expectedFailure = "todo"
    /// Passed although its `todo` said that it would not.
    case unexpectedPass = "unexpected-pass"
    /// Could not be run: its ruleset does not load, or nothing can be said about one of its events.
    case broken
  }

  /// The title.
  public var title: String
  /// Where the title stands.
  public var location: SourceLocation
  /// How it ended.
  public var status: Status
  /// The reason of `todo` and `skip`, or why the case could not be run.
  public var reason: String?
  /// The expectations that failed, in file order.
  public var failures: [Failure]
  /// Number of events that were run.
  public var events: Int
  /// Seconds that it took; 0 without a clock.
  public var seconds: Double = 0
  /// Why nothing can be said about one of its events; nil when there is an answer to all of them.
  public var unanswered: Diagnostic?
  /// What its author should know besides.
  public var notes: [CaseNote] = []

  /// A result.
  public init(
    _ status: Status, of test: TestCase, reason: String? = nil, failures: [Failure] = [], events: Int = 0
  ) {
    title = TerminalText.line(test.title)
    location = test.location
    self.status = status
    self.reason = reason.map { TerminalText.line($0) }
    self.failures = failures
    self.events = events
  }

  /// Whether the run fails because of it.
  public var isFailure: Bool { status == .failed }
}

/// An expectation that was not met.
public struct Failure: Sendable {
  /// What came out of the event, in brief.
  public struct Brief: Sendable, Equatable {
    /// What became of the event, in words.
    public var verdict: String
    /// The rule below the reported one that matched, and whose `ignore` time is running in the daemon.
    public var ignoredRule: Int?
    /// The decoder's name.
    public var decoder: String?
    /// The rule's number.
    public var rule: Int?
    /// The rule's level.
    public var level: Int?
    /// The rule's description.
    public var description: String?
    /// What the engine said about the event.
    public var messages: [String]

    init(_ outcome: Outcome) {
      verdict = outcome.verdict.rawValue
      ignoredRule = outcome.ignoredRule
      decoder = outcome.decoder.name.map { TerminalText.line($0) }
      rule = outcome.rule?.id
      level = outcome.rule?.level
      description = (outcome.rule?.description).map { TerminalText.line($0) }
      messages = outcome.messages.map { TerminalText.line($0.line) }
    }
  }

  /// Where the expectation stands.
  public var location: SourceLocation
  /// What it looks at, as written: `rule`, `.srcip`.
  public var subject: String
  /// The operator as written.
  public var comparison: Comparison
  /// What was expected, for people.
  public var expected: String
  /// What came, for people.
  public var actual: String
  /// Where the alert document differs from its snapshot.
  public var differences: [DocumentDifference] = []
  /// What the two do not show by themselves.
  public var note: String?
  /// The repetition, counted from 1, and how many there are; nil for an event that comes once.
  public var repetition: (number: Int, count: Int)?
  /// Further repetitions that failed in the same way of looking at it.
  public var furtherRepetitions = 0
  /// The event's log.
  public var log: ByteString
  /// Where the event stands.
  public var eventLocation: SourceLocation
  /// The part of the log that the expectation is about.
  public var mark: Range<Int>?
  /// What came out of the event.
  public var outcome: Brief
  /// The nearest cause, where it is known.
  public var cause: String?
  /// A command that shows more.
  public var command: String?

  /// One line: `rule = 31103, but it is 31101`.
  public var summary: String {
    let wanted =
      comparison.isUnary
      ? "\(subject) \(comparison.rawValue)" : "\(subject) \(comparison.rawValue) \(expected)"
    return TerminalText.line("\(wanted), but it is \(actual)")
  }

  /// Several lines: the summary, what came out of the event, and why.
  public var text: String {
    var lines = [
      summary, "event: \(TerminalText.line(ByteString(log.bytes.prefix(400))))",
      "came out: \(OutcomeText.line(outcome))",
    ]
    lines += DocumentDifference.lines(of: differences)
    if let cause { lines.append("because: \(cause)") }
    if let note { lines.append("note: \(note)") }
    return lines.joined(separator: "\n")
  }
}

extension Failure {
  /// A failure of an `=`, for reports that are made without a run.
  public init(subject: String, expected: String, actual: String, log: ByteString, at location: SourceLocation) {
    self.init(
      location: location, subject: subject, comparison: .equal, expected: expected, actual: actual, log: log,
      eventLocation: location, outcome: .none)
  }
}

/// What became of one file.
public struct FileResult: Sendable {
  /// The file as it was named.
  public var path: String
  /// The results in file order.
  public var results: [CaseResult]
  /// What is wrong with the file.
  public var diagnostics: [Diagnostic]
  /// Seconds that its cases took together; 0 without a clock.
  public var seconds: Double

  /// A result.
  public init(path: String, results: [CaseResult] = [], diagnostics: [Diagnostic] = [], seconds: Double = 0) {
    self.path = path
    self.results = results
    self.diagnostics = diagnostics
    self.seconds = seconds
  }

  /// Leaves diagnostics out when the reports have no room for more; an error always stays, so that the file is at fault.
  /// - Returns: how many.
  mutating func limit(to room: inout Int) -> Int {
    let count = diagnostics.count
    if count > room {
      let first = diagnostics.first { $0.severity == .error }
      diagnostics.removeLast(count - room)
      if let first, !diagnostics.contains(where: { $0.severity == .error }) { diagnostics.append(first) }
    }
    room = max(0, room - diagnostics.count)
    return count - diagnostics.count
  }

  /// How many cases ended so.
  package func count(_ status: CaseResult.Status) -> Int { results.count { $0.status == status } }

  /// Whether the file is at fault.
  public var isInvalid: Bool {
    diagnostics.contains { $0.severity == .error } || results.contains { $0.status == .broken }
  }
}

/// What became of a whole run.
public struct RunSummary: Sendable {
  /// Cases by how they ended.
  public var counts: [CaseResult.Status: Int] = [:]
  /// Files with cases that were run or skipped.
  public var files = 0
  /// Files that are at fault.
  public var invalidFiles = 0
  /// Errors in case files and rulesets.
  public var errors = 0
  /// Warnings in case files and rulesets.
  public var warnings = 0
  /// How many of them were left out of the reports, because there were too many.
  public var diagnosticsLeftOut = 0
  /// Events that were run.
  public var events = 0
  /// Seconds from start to end; 0 without a clock.
  public var seconds: Double = 0
  /// Whether the run was ended early.
  public var isPartial = false
  /// Cases that were chosen, before ``Selection/shard`` left some of them to others.
  public var casesOfAllShards = 0
  /// The slowest cases, slowest first, when timings were asked for.
  public var slowest: [CaseResult] = []
  /// What the cases reached, when that was asked for.
  public var coverage: CoverageMap?
  private var shared = SharedDiagnostics()

  /// An empty run.
  public init() {}

  /// Cases that ended so.
  public subscript(status: CaseResult.Status) -> Int { counts[status] ?? 0 }

  /// The totals in one line.
  public var text: String { SummaryText.line(self) }

  /// All cases.
  public var cases: Int { counts.values.reduce(0, +) }

  /// The exit code that scripts get: 2 for bad input, 1 for a failed case, else 0.
  public var exitCode: Int32 {
    if invalidFiles > 0 || self[.broken] > 0 { return 2 }
    return self[.failed] > 0 ? 1 : 0
  }

  /// Takes a file's results in.
  public mutating func add(_ file: FileResult) {
    files += 1
    if file.isInvalid { invalidFiles += 1 }
    let new = shared.new(in: file).diagnostics
    errors += new.count { $0.severity == .error }
    warnings += new.count { $0.severity == .warning }
    for result in file.results {
      counts[result.status, default: 0] += 1
      events += result.events
    }
  }
}
