import Analysis
import ArgumentParser
import Bytes
import Cases
import Diagnostics
import Profiling
import Rulesets
import System
import Workbench

/// `assay profile`: which decoders and rules cost most on given logs.
struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Show which decoders, rules and patterns take the most time on given logs.",
    discussion: """
      Logs are lines of the files given, or of standard input. All of them belong to one session.

        assay profile --base /var/ossec /var/log/auth.log
        assay profile --sort wasted --top 20 --folded profile.folded logs/*.log
        assay profile --base /var/ossec --corpus archives/2026/Nov --since 2026-11-28

      Measured is the plain walk, which tries every decoder and every child of a matching rule in its order. Unwatched, \
      indexes leave most of these tries out: see docs/profile.md. --folded writes stacks that flame graph tools read.
      """)

  @Argument(help: ArgumentHelp("Logs, one per line; without any, standard input.", valueName: "file"))
  var files: [String] = []

  @Option(help: "What counts as worst: time, tries or wasted (time spent on tries that failed).")
  var sort: CostOrder = .time

  @Option(help: ArgumentHelp("Rows of each table; 0 for all.", valueName: "n"))
  var top = 10

  @Flag(help: "One JSON object instead of tables.")
  var json = false

  @Option(help: ArgumentHelp("Also write stacks in the collapsed format of flame graph tools.", valueName: "file"))
  var folded: String?

  @Option(name: .customLong("repeat"), help: "How often each log is run; for each step the shortest time counts.")
  var runs = 3

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Engine") var engine: EngineArguments
  @OptionGroup var colour: ColourArguments

  @OptionGroup var sender: SenderArguments
  @OptionGroup(title: "Corpus") var corpus: CorpusSelectionArguments

  func validate() throws {
    guard (1...1000).contains(runs) else { throw ValidationError("--repeat is a number from 1 to 1000.") }
    if !corpus.corpus.isEmpty, !files.isEmpty {
      throw ValidationError("Give files of logs, or --corpus; not both.")
    }
    guard top >= 0 else { throw ValidationError("--top is a number of rows, or 0 for all.") }
  }

  func run() throws {
    let events = try readEvents()
    let compiled = try ruleset.compile(for: engine, tellsProblems: !json)
    let clock = Stopwatch.nanoseconds
    let profile = Profiler(compiled, clock: clock, overhead: Profiler.overhead(of: clock)).run(events, runs: runs)
    if let folded { try write(profile.folded, to: folded) }
    let limit = top == 0 ? Int.max : top
    if json {
      StandardOutput.write(ProfileJSON(profile, ruleset: compiled, order: sort, limit: limit).bytes)
    } else {
      let text = ProfileText(
        profile: profile, ruleset: compiled, order: sort, limit: limit, width: Terminal.width,
        style: colour.colour.style(for: .output))
      StandardOutput.write(text.text)
    }
    ThisProcess.keepUntilExit(compiled)
    var unanswered = UnansweredEvents()
    for reason in profile.unanswered { unanswered.note(reason) }
    try unanswered.check()
    try compiled.checkFiles()
  }

  private func readEvents() throws -> [Event] {
    if !corpus.corpus.isEmpty {
      var filter = corpus.filter
      filter.location = ByteString(sender.location)
      filter.step = Int((sender.every * 1000).rounded())
      return try CorpusRun(corpus.corpus, filter).all()
    }
    var logs = KeptLogs()
    let sources = LogSources(
      files: files, standardInput: LineReader(), hint: "give files with one log per line")
    try sources.forEach(sender.intake.reading) { try logs.append($0) }
    guard !logs.logs.isEmpty else {
      throw BadInput(
        Diagnostic(
          .error, code: "no-log", "there is no log to run", hint: "assay profile FILE, or assay profile < FILE"))
    }
    return try sender.events(logs.logs)
  }

  private func write(_ text: ByteString, to path: String) throws {
    do throws(FileFailure) {
      try FileAccess.create(path, text.bytes, overwrites: true)
    } catch {
      throw BadInput(
        Diagnostic(.error, code: "not-written", error.message, hint: "give --folded a file in a folder that is there"))
    }
  }
}

extension CostOrder: ExpressibleByArgument {}
