import Analysis
import ArgumentParser
import Bytes
import Cases
import Coverage
import Diagnostics
import Harness
import Patterns
import Rulesets
import System
import Workbench

/// `assay test`
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the cases of a ruleset.",
    discussion: """
      Runs every *.ruletest and *.ini below the paths (default: the current folder). FILE:LINE runs the case at a line. \
      A file of cases runs against the ruleset that the options name, else the one its `ruleset` setting names, else the \
      one of the nearest assay.conf, else what is found below the path.

      With several --base all cases run on each of them, and what a later one breaks is said: does the ruleset survive an \
      upgrade of the manager?

      Exit codes: 0 all passed, 1 a case failed, 2 bad input, 130 interrupted.
      """)

  @Argument(help: "Files of cases, or folders that hold some.", completion: .file(extensions: ["ruletest", "ini"]))
  var paths: [String] = []

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Engine") var engine: EngineArguments

  @Flag(
    name: .customLong("base-suite"),
    help: ArgumentHelp(
      "Run the events of the base's own cases on the base alone and on the ruleset, and list what ends otherwise.",
      discussion: "Paths name the cases; without one all below the base are run. What changes makes the command fail."))
  var runsBaseSuite = false

  @OptionGroup(title: "Selection") var selection: SelectionArguments
  @OptionGroup(title: "Coverage") var coverage: CoverageArguments
  @OptionGroup(title: "Rules that real events reach and cases do not") var corpus: CorpusArguments

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp("A form of output, on standard output or in a file (repeatable).", valueName: "name[=file]"))
  var reports: [ReportRequest<ReportFormat>] = []

  @OptionGroup var durations: DurationArguments
  @OptionGroup var colour: ColourArguments

  @Option(help: "Number of workers; default: one per core.")
  var jobs: Int?

  @Flag(help: "Show the slowest cases.")
  var timings = false

  @Flag(help: "Rewrite the values of failing expectations to what comes out now; nothing else in a file changes.")
  var update = false

  @Flag(help: "With --update or --review: write decoder, fields and rule for events without expectations.")
  var add = false

  @Flag(help: "Show each change that --update would make, and ask.")
  var review = false

  @Flag(help: "Run again what a change to a ruleset, case file or snapshot affects; the keys are r, f, u and q.")
  var watch = false

  func validate() throws {
    if let jobs, !(1...Limits.workers).contains(jobs) {
      throw ValidationError("--jobs is a number of workers from 1 to \(Limits.workers), not \(jobs).")
    }
    if add, !update, !review { throw ValidationError("--add goes with --update or --review.") }
    if update || review, !reports.isEmpty {
      throw ValidationError("--update and --review show what they change; give no --report.")
    }
    if update || review || watch || runsBaseSuite, !corpus.corpus.isEmpty {
      throw ValidationError(
        "--corpus is about one run of cases; leave out --update, --review, --watch and --base-suite.")
    }
    if update || review || watch, coverage.isOn {
      throw ValidationError("Coverage is about one run; leave out --update, --review and --watch.")
    }
    if watch, update || review { throw ValidationError("--watch has a key for --update: u.") }
    if runsBaseSuite, update || review || watch || coverage.isOn || !reports.isEmpty {
      throw ValidationError("--base-suite lists changes, and goes with no report, coverage, update or watching.")
    }
    if ruleset.base.count > 1,
      runsBaseSuite || update || review || watch || coverage.isOn || !reports.isEmpty || !corpus.corpus.isEmpty
    {
      throw ValidationError(
        "Several --base are compared, which goes with no report, coverage, corpus, update, watching or --base-suite.")
    }
    if timings, durations.leavesDurationsOut {
      throw ValidationError("--timings shows durations; leave out --no-durations.")
    }
    try OutputFiles.checkDistinct(outputFiles)
    try ReportRequest.checkOutput(reports, example: "junit=out.xml")
  }

  /// The files that are written.
  private var outputFiles: [String] { reports.compactMap(\.file) + coverage.files }

  mutating func run() async throws {
    if runsBaseSuite { return try runBaseSuite() }
    if ruleset.base.count > 1 { return try await runOnBases() }
    if watch { return try await runWatching() }
    let code = update || review ? try runUpdate() : try await runOnce()
    if code != 0 { throw ExitCode(code) }
  }

  private func plan() throws -> TestPlan {
    TestPlan(paths, on: try ruleset.choice(engine), selection: try selection.selection())
  }

  private func runBaseSuite() throws {
    let result = try BaseSuite(plan()).run()
    StandardOutput.write(BaseSuiteText.text(of: result))
    if !result.changes.isEmpty { throw ExitCode(ExitStatus.failure.rawValue) }
  }

  private func runOnBases() async throws {
    let choices = ruleset.choices(engine)
    let plan = TestPlan(paths, on: choices[0].choice, selection: try selection.selection())
    let text = BaseComparisonText(style: colour.colour.style(for: .output), width: Terminal.width) {
      StandardOutput.write($0)
    }
    let code = try await BaseComparison(plan, on: choices, jobs: jobs ?? Machine.coreCount).run(text.show)
    if code != 0 { throw ExitCode(code) }
  }

  private func runOnce() async throws -> Int32 {
    let plan = try plan()
    let files = try plan.files()
    try OutputFiles.check(outputFiles, against: files.map(\.path))
    let outputs = try makeOutputs()
    let library = try plan.choice.library()
    let problems = outputs.showsPeople ? nil : ProblemCollector()
    let summary = try await run(files, library, outputs, plan.selection, problems)
    if let problems { StandardError.write(problems.text) }
    // Whoever sends all reports to files still wants to know how it went.
    if !outputs.usesOutput { StandardError.write(summary.text + "\n") }
    var failures = outputs.failures + library.unreadableFiles
    var gates: Int32 = 0
    if summary.casesOfAllShards == 0, summary.exitCode == 0 {
      failures.append(plan.noCase(in: files))
    } else if let map = summary.coverage {
      let style = outputs.showsPeople ? colour.colour.style(for: .output) : .plain
      do {
        let show = { (text: String) in
          if outputs.showsPeople { outputs.console.write(text) } else { StandardError.write(text) }
        }
        if coverage.isOn { gates = try coverage.report(map, style: style, show: show) }
        if !corpus.corpus.isEmpty { failures += try tellUntested(map, style, show) }
      } catch let failure as BadInput {
        failures += failure.diagnostics
      }
    }
    if !failures.isEmpty { throw BadInput(failures) }
    return summary.exitCode != 0 ? summary.exitCode : gates
  }

  /// Runs the corpus on the ruleset of the current folder, or the one that options name.
  /// - Returns: what could not be read.
  private func tellUntested(_ map: CoverageMap, _ style: Style, _ show: (String) -> Void) throws -> [Diagnostic] {
    let compiled = try ruleset.compile(for: engine, tellsProblems: false)
    Interruption.watch()
    let fired = try CorpusRun(corpus.corpus, corpus.filter).fired(
      on: compiled, shouldStop: { Interruption.happened })
    if Interruption.happened { throw ExitCode(ExitStatus.interrupted.rawValue) }
    let untested = UntestedRules(fired, on: compiled, beside: map, withBase: coverage.countsBase)
    show(UntestedRulesText.text(of: untested, style: style))
    return fired.problems
  }

  private func run(
    _ files: [CaseFile], _ library: RulesetLibrary, _ outputs: ReportOutputs, _ selection: Selection,
    _ problems: ProblemCollector?
  ) async throws -> RunSummary {
    let console = outputs.console
    var runner = SuiteRunner(selection: selection, jobs: jobs ?? Machine.coreCount)
    runner.keepsTimings = timings
    runner.recordsCoverage = coverage.isOn || !corpus.corpus.isEmpty
    if timings || durations.areShown { runner.clock = { Stopwatch.seconds() } }
    runner.progress = { done, total, failed in console.progress(done, of: total, failed: failed) }
    if let seed = selection.seed { StandardError.write("assay: shuffled with --shuffle \(seed)\n") }
    let summary = await runner.run(
      files, rulesets: library, reporters: outputs.reporters + (problems.map { [$0] } ?? []))
    console.clear()
    outputs.finish(sparing: library.files)
    if outputs.showsPeople { showLoading(library) }
    return summary
  }

  /// Runs, waits for a change or a key, and runs what is affected, until `q`.
  private func runWatching() async throws {
    let watch = try TestWatch(plan())
    let keys = KeyInput()
    var step = watch.first
    while true {
      switch step {
      case .run(let files):
        watch.beginRun()
        try await runWatched(files, watch)
        watch.endRun()
        StandardError.write("watching \(watch.files.count) files: \(TestWatch.keys)\n")
        step = .wait
      case .wait: step = try watch.look(keys.next(within: 250))
      case .askFilter: step = askFilter(watch, keys)
      case .update(let files):
        let session = UpdateSession(asks: false)
        let updater = SuiteUpdater(selection: watch.plan.selection)
        for file in files { _ = try session.take(updater.update(file, rulesets: watch.library)) }
        _ = session.finish()
        step = watch.endUpdate()
      case .end: return
      }
    }
  }

  private func runWatched(_ files: [CaseFile], _ watch: TestWatch) async throws {
    StandardOutput.clearScreen()
    let outputs = try makeOutputs()
    _ = try await run(files, watch.library, outputs, watch.plan.selection, nil)
    if !outputs.failures.isEmpty { StandardError.tell(BadInput(outputs.failures)) }
    try StandardStream.output.check()
  }

  private func askFilter(_ watch: TestWatch, _ keys: KeyInput) -> TestWatch.Step {
    keys.suspend()
    defer { keys.resume() }
    StandardError.write("filter (empty for all): ")
    var chosen = selection
    let pattern = readLine() ?? ""
    chosen.filter = pattern.isEmpty ? nil : pattern
    do {
      return watch.select(try chosen.selection())
    } catch {
      StandardError.write("\(error)\n")
      return watch.keepSelection()
    }
  }

  private func makeOutputs() throws -> ReportOutputs {
    let console = Console(showsProgress: Terminal.isInteractive(.error))
    return ReportOutputs(reports.isEmpty ? [ReportRequest(.pretty)] : reports, colour: colour.colour, console: console)
  }

  private func runUpdate() throws -> Int32 {
    let plan = try plan()
    let updater = SuiteUpdater(selection: plan.selection, adds: add)
    let library = try plan.choice.library()
    let files = try plan.updatableFiles()
    let session = UpdateSession(asks: review)
    var cases = 0
    func update(_ file: CaseFile) -> FileUpdate {
      let update = updater.update(file, rulesets: library)
      cases += update.cases + update.diagnostics.count { $0.severity == .error }
      return update
    }
    if review {
      // Whoever is asked wants to know how often: so all files come first.
      let updates = files.map(update)
      session.total = updates.reduce(0) { $0 + $1.proposals.count }
      for update in updates { guard try session.take(update) else { break } }
    } else {
      for file in files { _ = try session.take(update(file)) }
    }
    guard cases > 0 else { throw BadInput(plan.noCase(in: files)) }
    let code = session.finish()
    if !library.unreadableFiles.isEmpty { throw BadInput(library.unreadableFiles) }
    return code
  }

  private func showLoading(_ library: RulesetLibrary) {
    LoadSummary.tell(library.diagnostics.filter { $0.severity == .warning })
  }
}
