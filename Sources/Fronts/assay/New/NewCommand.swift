import Analysis
import ArgumentParser
import Bytes
import Cases
import Diagnostics
import Harness
import Rulesets
import Senders

/// `assay new`
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a case from what happens now.",
    discussion: """
      Writes logs as a case, with the decoder, the fields, the rule and its level that come out now. Look at them before \
      you keep them. Logs are lines of standard input, or arguments behind the title; one that names a file stands for the \
      lines of that file.

        assay new 'A failed login names the user' login.log
        assay new 'A failed login names the user' < login.log
        assay new 'A failed login names the user' --into sshd.ruletest < login.log
      """)

  @Argument(help: "The title: what the case shows, in a sentence.")
  var name: String

  @Argument(help: "Logs, files of logs, or - for standard input; without any, the lines of standard input.")
  var logs: [String] = []

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Engine") var engine: EngineArguments

  @Option(
    help: ArgumentHelp("Add the case to this file (made when it is missing).", valueName: "file"),
    completion: .file(extensions: ["ruletest"]))
  var into: String?

  @Option(name: .shortAndLong, help: "Where the logs come from.")
  var location: String?

  @Option(help: ArgumentHelp("Who sends the logs: \(InputFormat.names)."))
  var format: InputFormat?

  @Option(
    help: ArgumentHelp(
      "What the logs are: lines as they are; archives, what the manager keeps of them (archives.log, archives.json, alerts.log, alerts.json); auto recognises those."
    ))
  var input: LogInput = .auto

  @Option(help: "What the manager knew before, for results of an assessment: passed, failed, not applicable or none.")
  var previous: String?

  @OptionGroup(title: "Events of several lines") var joining: JoiningArguments

  @Flag(help: "A case of its own for each log, instead of one case with all of them in one session.")
  var separate = false

  func run() throws {
    let events = try readEvents()
    guard !events.isEmpty else {
      throw CommandFailure(
        Diagnostic(.error, code: "no-log", "no log on standard input", hint: "assay new '\(name)' FILE"))
    }
    let prepared = PreparedRuleset(compiled: try ruleset.compile(for: engine), arguments: ruleset.commandLine)
    let groups = grouped(events)
    var unanswered = UnansweredEvents()
    let cases = groups.enumerated().map { index, group in
      let title = groups.count > 1 ? "\(name) (\(index + 1))" : name
      return record(group, titled: title, on: prepared, &unanswered)
    }
    // Before anything is written: the case would be false.
    try unanswered.check()
    try prepared.compiled.checkFiles()
    if let into { return try add(cases, to: into) }
    StandardOutput.write(cases.map { CasePrinter.print($0) }.joined(separator: "\n"))
  }

  /// A log, and what the archives say about where it came from.
  private struct Given {
    var log: ByteString
    var archived: ArchivedEvent?

    /// Whether both can be events of one case, which has one sender and one place.
    func goesWith(_ other: Given) -> Bool {
      archived?.format == other.archived?.format && archived?.location == other.archived?.location
        && archived?.previous == other.archived?.previous && (archived == nil) == (other.archived == nil)
    }
  }

  private func grouped(_ events: [Given]) -> [[Given]] {
    var groups: [[Given]] = []
    for event in events {
      if !separate, let last = groups.last?.last, last.goesWith(event) {
        groups[groups.count - 1].append(event)
      } else {
        groups.append([event])
      }
    }
    return groups
  }

  private func record(
    _ group: [Given], titled title: String, on prepared: PreparedRuleset, _ unanswered: inout UnansweredEvents
  ) -> TestCase {
    let place = SourceLocation(file: "command line", line: 1, column: 1)
    let first = group.first?.archived
    var settings = first.map { CaseSettings(archived: $0, at: place) } ?? CaseSettings()
    if let location { settings.location = Located(ByteString(location), at: place) }
    if first == nil { settings.format = format.map { Located($0, at: place) } }
    if let previous { settings.previous = Located(ByteString(previous), at: place) }
    let recorded = CaseRecorder.recorded(group.map(\.log), titled: title, settings: settings, on: prepared)
    unanswered.note(recorded.unanswered.map { Diagnostic(.error, code: $0.code, $0.message) })
    var test = recorded.test
    if group.contains(where: { $0.archived?.isRebuilt == true }) {
      test.comments.append("The alert does not hold the log: it is rebuilt from the alert's fields.")
    }
    return test
  }

  private func readEvents() throws -> [Given] {
    if case .file = try LogArguments([name]).sources[0] {
      throw CommandFailure(
        Diagnostic(
          .error, code: "title-is-file", "\(name) is a file, and a case begins with its title",
          hint: "assay new 'What the case shows' \(name)"))
    }
    let arguments = try LogArguments(logs.isEmpty ? ["-"] : logs)
    arguments.tell()
    let archives = ArchivedLogs(input, format: format ?? .syslog, location: ByteString(location ?? "stdin"))
    var texts = KeptLogs()
    var events: [Given] = []
    let count = try arguments.forEach(archives.reading(try joining.joiner)) { line in
      let log = line.bytes.last == 13 ? ByteString(line.bytes.dropLast()) : line
      guard !log.isEmpty else { return }
      try texts.append(log)
      let archived = try archives.archived(log)
      events.append(Given(log: archived?.text ?? log, archived: archived))
    }
    if count == 0, !logs.isEmpty { throw arguments.noLog }
    return events
  }

  private func add(_ cases: [TestCase], to path: String) throws {
    do throws(CaseAppender.Failure) {
      StandardError.write(try CaseAppender.append(cases, to: path).text)
    } catch {
      throw CommandFailure(error.diagnostic)
    }
  }
}
