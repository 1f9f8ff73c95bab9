import Analysis
import ArgumentParser
import Bytes
import Cases
import JSONText
import Rulesets
import System
import Workbench

/// `assay try`: logs in, phases or documents out.
struct TryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try", abstract: "Run logs through the engine and see each phase.",
    discussion: """
      Logs are arguments, or lines of standard input. An argument that names a file stands for the lines of that file \
      (which is said on standard error), and - for those of standard input; every other argument is a log itself. All of \
      them belong to one session, so rules that count see what came before.

        assay try 'Jan 10 12:00:00 web sshd[1]: Invalid user guest from 192.0.2.7'
        assay try auth.log auth.log.1
        assay try --json < /var/log/auth.log

      A note on standard error says where the manager's daemon would treat an event otherwise than logtest does, and
      where a line is no log but holds one. With --json it is in the answer's member `notes`.
      """)

  /// How standard input is read.
  enum Input: String, ExpressibleByArgument, CaseIterable {
    case auto, lines, archives, jsonl

    /// What the logs are; JSON Lines say it themselves.
    var logs: LogInput { LogInput(rawValue: rawValue) ?? .lines }
  }

  @Argument(help: "Logs, files of logs, or - for standard input; without any, the lines of standard input.")
  var logs: [String] = []

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Engine") var engine: EngineArguments

  @Option(name: .shortAndLong, help: "Where the logs come from; '[001] (name) 10.0.0.1->/var/log/x' is an agent's.")
  var location = "stdin"

  @Option(help: ArgumentHelp("Who sends the logs: \(InputFormat.names)."))
  var format: InputFormat = .syslog

  @Option(
    help: ArgumentHelp("When the logs arrive, in seconds since 1970; the default is fixed.", valueName: "seconds"))
  var time: Double?

  @Flag(help: "One JSON object per log instead of text.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "What the logs are: lines as they are; archives, what the manager keeps of them (archives.log, archives.json, alerts.log, alerts.json); auto recognises those; jsonl (objects with event or message, location, time, new_session, id)."
    ))
  var input: Input = .auto

  @Flag(help: "With --json: what pre-decoding made of the log.")
  var phases = false

  @Flag(help: "With --json: the rules that were tried.")
  var trace = false

  @Option(
    help: ArgumentHelp(
      "With --json: only these members of the alert document, as in rule.id,rule.level,data.srcip.", valueName: "paths")
  )
  var fields: String?

  /// Which logs are answered.
  enum Answered: String, ExpressibleByArgument, CaseIterable {
    case all, alerts
  }

  @Option(help: "Which logs are answered: all, or those that raise an alert (and those that are refused).")
  var only: Answered = .all

  @Flag(name: .shortAndLong, help: "Show the rules that were tried.")
  var verbose = false

  @Flag(name: .customLong("alert-log"), help: "Show alerts as the manager's alerts.log has them.")
  var alertLog = false

  @Flag(help: "Tell the whole story of each log, and answer questions about it: type :help.")
  var explain = false

  @Flag(
    name: .customLong("no-history"),
    help: "Keep nothing of what is typed at the prompt (else in $XDG_STATE_HOME/assay/history).")
  var forgets = false

  @OptionGroup(title: "Events of several lines") var joining: JoiningArguments
  @OptionGroup var colour: ColourArguments

  func validate() throws {
    if explain, json || alertLog || !logs.isEmpty {
      throw ValidationError("--explain is a dialogue on standard input; for logs as arguments there is assay explain.")
    }
    try Self.checkTime(time, "--time")
    if input == .jsonl, !logs.isEmpty { throw ValidationError("--input jsonl reads standard input; give no logs.") }
    if input == .jsonl, !json { throw ValidationError("--input jsonl answers in JSON; add --json.") }
    if let fields {
      guard json else { throw ValidationError("--fields belongs to --json.") }
      for path in fields.split(separator: ",", omittingEmptySubsequences: false) {
        guard let objection = DocumentShape.objection(to: ByteString(String(path))) else { continue }
        // The paths of cases begin with `alert.`; here nothing does.
        let hint = objection.hint.map { " (\($0))" } ?? ""
        throw ValidationError("--fields: \(objection.message)\(hint)".replacing("alert.", with: ""))
      }
    }
    if only == .alerts, explain { throw ValidationError("--only alerts has no meaning with --explain.") }
    if phases || trace, !json { throw ValidationError("--phases and --trace belong to --json; -v shows the rules.") }
  }

  /// Seconds are a number, within some ten thousand years.
  static func checkTime(_ seconds: Double?, _ option: String) throws {
    if let seconds, !EventTime.unixRange.contains(seconds) {
      throw ValidationError("\(option) is a number of seconds from -1e12 to 1e12, not \(seconds).")
    }
  }

  func run() throws {
    LogSources.tell(location: location)
    if explain { return try runDialogue() }
    let intake = LogIntake(
      LogSender(format, location: ByteString(location)), input: input.logs, joiner: try joining.joiner, say: tellNote)
    let start = time.map(EventTime.init(unix:)) ?? .standard
    let session = TrySession(try loadRuleset())
    let runner = TryRunner(
      session, intake: intake, time: start, style: style, onlyAlerts: only == .alerts, keepsHistory: !forgets)
    defer { ThisProcess.keepUntilExit(runner) }
    if input == .jsonl {
      try JSONLinesDialogue(runner: runner, time: start).run()
    } else if logs.isEmpty {
      try runner.runStandardInput()
    } else {
      let arguments = try LogSources(logs)
      arguments.tell(format)
      if try arguments.forEach(intake.reading, runner.show) == 0 { throw arguments.noLog }
    }
    try session.unanswered.check()
    try session.ruleset.checkFiles()
  }

  private func loadRuleset() throws -> CompiledRuleset { try ruleset.compile(for: engine) }

  private func runDialogue() throws {
    let settings = ExplainDialogue.Settings(
      sender: LogSender(format, location: ByteString(location)), style: colour.colour.style(for: .output),
      width: Terminal.width, keepsHistory: !forgets)
    let start = time.map(EventTime.init(unix:)) ?? .standard
    try ExplainDialogue(settings: settings, time: start, load: loadRuleset).run()
  }

  private var selection: MemberSelection? {
    fields.map { MemberSelection($0.split(separator: ",").map { ByteString(String($0)) }) }
  }

  private var style: TryRunner.Style {
    if json { return .json(phases: phases, trace: trace, fields: selection) }
    return alertLog ? .alertLog : .phases(verbose: verbose)
  }
}

extension InputFormat: ExpressibleByArgument {}
