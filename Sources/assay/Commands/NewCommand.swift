import Analysis
import ArgumentParser
import Bytes
import Cases
import Harness
import Rulesets

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

  @Flag(help: "A case of its own for each log, instead of one case with all of them in one session.")
  var separate = false

  func run() throws {
    let logs = try readLogs()
    guard !logs.isEmpty else {
      throw CommandFailure(
        Diagnostic(.error, code: "no-log", "no log on standard input", hint: "assay new '\(name)' FILE"))
    }
    let prepared = PreparedRuleset(compiled: try ruleset.compile(for: engine), arguments: ruleset.commandLine)
    let place = SourceLocation(file: "command line", line: 1, column: 1)
    var settings = CaseSettings()
    settings.location = location.map { Located(ByteString($0), at: place) }
    settings.format = format.map { Located($0, at: place) }
    let groups = separate && logs.count > 1 ? logs.map { [$0] } : [logs]
    var unanswered = UnansweredEvents()
    let cases = groups.enumerated().map { index, logs in
      let title = groups.count > 1 ? "\(name) (\(index + 1))" : name
      let recorded = CaseRecorder.recorded(logs, titled: title, settings: settings, on: prepared)
      unanswered.note(recorded.unanswered.map { Diagnostic(.error, code: $0.code, $0.message) })
      return recorded.test
    }
    // Before anything is written: the case would be false.
    try unanswered.check()
    try prepared.compiled.checkFiles()
    if let into { return try add(cases, to: into) }
    StandardOutput.write(cases.map { CasePrinter.print($0) }.joined(separator: "\n"))
  }

  private func readLogs() throws -> [ByteString] {
    if case .file = try LogArguments([name]).sources[0] {
      throw CommandFailure(
        Diagnostic(
          .error, code: "title-is-file", "\(name) is a file, and a case begins with its title",
          hint: "assay new 'What the case shows' \(name)"))
    }
    let arguments = try LogArguments(logs.isEmpty ? ["-"] : logs)
    arguments.tell()
    var texts = KeptLogs()
    let count = try arguments.forEach(format ?? .syslog) { line in
      let log = line.bytes.last == 13 ? ByteString(line.bytes.dropLast()) : line
      if !log.isEmpty { try texts.append(log) }
    }
    if count == 0, !logs.isEmpty { throw arguments.noLog }
    return texts.logs
  }

  private func add(_ cases: [TestCase], to path: String) throws {
    do throws(CaseAppender.Failure) {
      StandardError.write(try CaseAppender.append(cases, to: path).text)
    } catch {
      throw CommandFailure(error.diagnostic)
    }
  }
}
