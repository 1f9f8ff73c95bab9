import ArgumentParser
import Bytes
import Cases
import Diagnostics
import Harness
import Mutation
import Rulesets
import System
import Workbench

/// `assay mutate`
struct MutateCommand: AsyncParsableCommand, StopsWhenTold {
  static let configuration = CommandConfiguration(
    commandName: "mutate",
    abstract: "Find out what the cases would not notice: change the ruleset step by step and run them.",
    discussion: """
      Makes one small change of a rule or decoder at a time, in memory, and runs the cases that reach it. A change that no \
      case notices survives: it is shown with a case that would notice. Rules and decoders of the base are left alone.

      Which files of cases are run and which ruleset they run on is found out as by assay test.

      Exit codes: 0 all good, 1 the score is below --fail-under, 2 bad input, 130 interrupted.
      """)

  @Argument(help: "Files of cases, or folders that hold some.")
  var paths: [String] = []

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Engine") var engine: EngineArguments
  @OptionGroup(title: "Mutants") var mutants: MutantArguments

  @Option(
    help: ArgumentHelp(
      "Events that may tell a mutant from the original (repeatable): a file of logs, archives.json, alerts.json, a folder, a pattern; also in gzip.",
      valueName: "path"),
    completion: .file())
  var events: [String] = []

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp("A form of output (repeatable): pretty, markdown, json.", valueName: "name[=file]"))
  var reports: [ReportRequest<MutationReport>] = []

  @Option(help: ArgumentHelp("How many survivors the report for people shows, the worst first.", valueName: "n"))
  var top = 10

  @Flag(help: "Show all survivors.")
  var all = false

  @Option(
    help: ArgumentHelp("Add the cases that would kill survivors to this file.", valueName: "file"),
    completion: .file(extensions: ["ruletest"]))
  var into: String?

  @Flag(help: "With --into: show each case, and ask.")
  var review = false

  @Option(
    name: .customLong("fail-under"),
    help: ArgumentHelp("The lowest score, in percent, that is good enough.", valueName: "percent"))
  var failUnder: Double?

  @Option(help: "Number of workers; default: one per core.")
  var jobs: Int?

  @Flag(name: .customLong("no-suggestions"), help: "Do not look for cases that would kill survivors: quicker.")
  var withoutSuggestions = false

  @Flag(name: .customLong("list-mutants"), help: "List the mutants, and run nothing.")
  var listsOnly = false

  @Flag(name: .customLong("list-operators"), help: "Print a line per operator.")
  var listsOperators = false

  @OptionGroup var durations: DurationArguments
  @OptionGroup var colour: ColourArguments

  func validate() throws {
    if let jobs, !(1...Limits.workers).contains(jobs) {
      throw ValidationError("--jobs is a number of workers from 1 to \(Limits.workers), not \(jobs).")
    }
    if let failUnder, !(0...100).contains(failUnder) {
      throw ValidationError("--fail-under is a percentage from 0 to 100, not \(failUnder).")
    }
    if top < 0 { throw ValidationError("--top is a number of survivors from 0 on, not \(top).") }
    if review, into == nil { throw ValidationError("--review goes with --into FILE.") }
    if into != nil, withoutSuggestions {
      throw ValidationError("--into needs the cases that --no-suggestions leaves out.")
    }
    try OutputFiles.checkDistinct(reports.compactMap(\.file) + [into].compactMap(\.self))
    try ReportRequest.checkOutput(reports, example: "json=out.json", mayFollow: false)
  }

  mutating func run() async throws {
    if listsOperators { return StandardOutput.write(Self.operators) }
    let start = Stopwatch.seconds()
    let run = try await prepare()
    if listsOnly { return StandardOutput.write(MutantList.text(of: run.mutants)) }
    let progress = MutationProgress(showsBar: Terminal.isInteractive(.error))
    Interruption.watch()
    StandardError.write("assay: \(run.mutants.count) mutants, \(run.cases) cases\n")
    var result = await run.run(
      shouldStop: { Interruption.happened },
      progress: { progress.show($0) })
    if durations.areShown { result.seconds = Stopwatch.seconds() - start }
    progress.clear()
    try BadInput.collect(reports.isEmpty ? [ReportRequest(.pretty)] : reports) {
      try $0.write(colour: colour.colour) { $0.text(of: result, style: $1, survivors: all ? .max : top) }
    }
    if let into, !Interruption.happened {
      try add(result.suggestions, to: into)
    }
    if Interruption.happened { throw ExitCode(ExitStatus.interrupted.rawValue) }
    guard let failUnder, result.isBelow(percent: failUnder) else { return }
    StandardError.write("assay: the score is below --fail-under \(Self.shown(failUnder))\n")
    throw ExitCode(ExitStatus.failure.rawValue)
  }

  /// Reads everything and runs the cases on the ruleset as it is.
  private func prepare() async throws -> MutationRun {
    var plan = MutationPlan(TestPlan(paths, on: try ruleset.choice(engine)), options: mutants.options)
    plan.options.jobs = jobs ?? Machine.coreCount
    if withoutSuggestions { plan.options.witnessBudget = 0 }
    plan.changedSince = mutants.changedSince
    plan.events = events
    plan.outputs = reports.compactMap(\.file)
    let run = try await plan.prepare()
    if let first = run.failing.first {
      let others = run.failing.count > 1 ? " and \(run.failing.count - 1) more" : ""
      StandardError.write(
        "assay: \(first.location): this case\(others) fails on the ruleset as it is, and is left out\n")
    }
    return run
  }

  /// Adds the cases that would kill survivors to a file.
  private func add(_ suggestions: [String], to path: String) throws {
    let prompt = review ? ReviewPrompt() : nil
    let style = colour.colour.style(for: .output)
    let added = try SuggestedCases(suggestions).add(
      to: path,
      ask: prompt.map { prompt in
        { text, number, total in
          StandardOutput.write("\n" + style.cyan(TerminalText.paragraph(text)))
          return try prompt.ask(number, of: total)
        }
      }, told: { StandardError.write($0.text) })
    var text =
      "assay: \(added.count.counted("case")) added to \(TerminalText.line(path))"
    if added.knownCount > 0 {
      text +=
        ", \(added.knownCount) of the same title \(added.knownCount == 1 ? "was" : "were") there already"
    }
    StandardError.write(text + "\n")
  }

  private static func shown(_ number: Double) -> String { number == number.rounded() ? "\(Int(number))" : "\(number)" }

  private static var operators: String {
    let width = MutationOperatorInfo.all.map(\.name.count).max() ?? 0
    return MutationOperatorInfo.all.map { info in
      "\(info.name)\(String(repeating: " ", count: width - info.name.count))  \(info.summary)\n"
    }.joined()
  }
}
