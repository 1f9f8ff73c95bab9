import Analysis
import ArgumentParser
import Bytes
import Cases
import Diagnostics
import Harness
import Rulesets
import Senders
import Workbench

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
    let logs = try readLogs()
    guard !logs.isEmpty else {
      throw BadInput(
        Diagnostic(.error, code: "no-log", "no log on standard input", hint: "assay new '\(name)' FILE"))
    }
    let choice = try ruleset.choice(engine)
    let prepared = PreparedRuleset(compiled: try ruleset.compile(for: engine), arguments: choice.arguments)
    var new = NewCases(titled: name)
    new.location = location.map { ByteString($0) }
    new.format = format
    new.previous = previous.map { ByteString($0) }
    new.isSeparate = separate
    let cases = try new.record(logs, on: prepared)
    if let into { return StandardError.write(try CaseAppender.add(cases, to: into).text) }
    StandardOutput.write(cases.map { CasePrinter.print($0) }.joined(separator: "\n"))
  }

  private func readLogs() throws -> [NewCases.Log] {
    if case .file = try LogSources([name]).sources[0] {
      throw BadInput(
        Diagnostic(
          .error, code: "title-is-file", "\(name) is a file, and a case begins with its title",
          hint: "assay new 'What the case shows' \(name)"))
    }
    let arguments = try LogSources(logs.isEmpty ? ["-"] : logs)
    arguments.tell()
    let sender = LogSender(format ?? .syslog, location: ByteString(location ?? "stdin"))
    let intake = LogIntake(sender, input: input, joiner: try joining.joiner, say: tellNote)
    var texts = KeptLogs()
    var given: [NewCases.Log] = []
    let count = try arguments.forEach(intake.reading) { line in
      let log = line.bytes.last == 13 ? ByteString(line.bytes.dropLast()) : line
      guard !log.isEmpty else { return }
      try texts.append(log)
      let archived = try intake.archived(log)
      given.append(NewCases.Log(archived?.text ?? log, archived: archived))
    }
    if count == 0, !logs.isEmpty { throw arguments.noLog }
    return given
  }
}
