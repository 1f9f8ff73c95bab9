import Analysis
import ArgumentParser
import Bytes
import Cases
import Diagnostics
import Harness
import Patterns
import Rulesets
import System

/// `assay test`
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the cases of a ruleset.",
    discussion: """
      Runs every *.ruletest and *.ini below the paths (default: the current folder). FILE:LINE runs the case at a line. \
      A file of cases runs against the ruleset that the options name, else the one its `ruleset` setting names, else the \
      one of the nearest assay.conf, else what is found below the path.

      Exit codes: 0 all passed, 1 a case failed, 2 bad input, 130 interrupted.
      """)

  @Argument(help: "Files of cases, or folders that hold some.", completion: .file(extensions: ["ruletest", "ini"]))
  var paths: [String] = []

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Engine") var engine: EngineArguments

  @OptionGroup(title: "Selection") var selection: SelectionArguments
  @OptionGroup(title: "Coverage") var coverage: CoverageArguments

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp("A form of output, on standard output or in a file (repeatable).", valueName: "name[=file]"))
  var reports: [ReportRequest] = []

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

  @Flag(help: "Run again whatever a change to a rule, decoder, list or case file affects; the keys are r, f, u and q.")
  var watch = false

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs is a number of workers from 1 to 1024, not \(jobs).")
    }
    if add, !update, !review { throw ValidationError("--add goes with --update or --review.") }
    if update || review, !reports.isEmpty {
      throw ValidationError("--update and --review show what they change; give no --report.")
    }
    if update || review || watch, coverage.isOn {
      throw ValidationError("Coverage is about one run; leave out --update, --review and --watch.")
    }
    if watch, update || review { throw ValidationError("--watch has a key for --update: u.") }
    try OutputFiles.checkDistinct(outputFiles)
    let alone = reports.filter { $0.file == nil && !$0.format.isForPeople && $0.format != .github }
    if !alone.isEmpty, reports.count(where: { $0.file == nil }) > 1 {
      throw ValidationError(
        "Only one report can go to standard output; give the others a file: --report junit=out.xml.")
    }
  }

  /// The files that are written.
  private var outputFiles: [String] { reports.compactMap(\.file) + coverage.files }

  mutating func run() async throws {
    if watch { return try await runWatching() }
    let code = update || review ? try runUpdate() : try await runOnce()
    if code != 0 { throw ExitCode(code) }
  }

  private func runOnce() async throws -> Int32 {
    let files = try findFiles()
    try OutputFiles.check(outputFiles, against: files.map(\.path))
    let outputs = try makeOutputs()
    let library = try makeLibrary()
    let problems = outputs.showsPeople ? nil : ProblemCollector()
    let summary = try await run(files, library, outputs, try selection.selection(), problems)
    if let problems { StandardError.write(problems.text) }
    // Whoever sends all reports to files still wants to know how it went.
    if !outputs.usesOutput { StandardError.write(summary.text + "\n") }
    var failures = outputs.failures + library.unreadableFiles
    var gates: Int32 = 0
    if summary.casesOfAllShards == 0, summary.exitCode == 0 {
      failures.append(noCase(files))
    } else if let map = summary.coverage {
      let style = outputs.showsPeople ? colour.colour.style(for: .output) : .plain
      do {
        gates = try coverage.report(map, style: style) { text in
          if outputs.showsPeople { outputs.console.write(text) } else { StandardError.write(text) }
        }
      } catch let failure as CommandFailure {
        failures += failure.diagnostics
      }
    }
    if !failures.isEmpty { throw CommandFailure(failures) }
    return summary.exitCode != 0 ? summary.exitCode : gates
  }

  private func noCase(_ files: [CaseFile]) -> Diagnostic {
    let place = paths.isEmpty ? "the current folder" : paths.joined(separator: ", ")
    let hint =
      if files.isEmpty {
        "no *.ruletest and no *.ini below \(place)"
      } else {
        selection.narrows ?? "the files below \(place) hold none"
      }
    return Diagnostic(.error, code: "no-case", "no case to run", hint: hint)
  }

  private func run(
    _ files: [CaseFile], _ library: RulesetLibrary, _ outputs: ReportOutputs, _ selection: Selection,
    _ problems: ProblemCollector?
  ) async throws -> RunSummary {
    let console = outputs.console
    var runner = SuiteRunner(selection: selection, jobs: jobs ?? Machine.coreCount)
    runner.keepsTimings = timings
    runner.recordsCoverage = coverage.isOn
    runner.clock = { Stopwatch.seconds() }
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
    var selection = try selection.selection()
    let library = try makeLibrary()
    let keys = KeyInput()
    var files = try findFiles()
    var affected = files
    var watched = FileWatch()
    while true {
      // Before they are read: what is saved during a run or right behind it is a change, too.
      watched.add(files.map(\.path))
      StandardOutput.clearScreen()
      let outputs = try makeOutputs()
      _ = try await run(affected, library, outputs, selection, nil)
      if !outputs.failures.isEmpty { StandardError.write(CommandFailure(outputs.failures).rendered) }
      try StandardStream.output.check()
      watched.add(library.files)
      StandardError.write("watching \(files.count) files: [r]un all, [f]ilter, [u]pdate, [q]uit\n")
      waiting: while true {
        switch keys.next(within: 250) {
        case UInt8(ascii: "q"), 3, 4: return
        case UInt8(ascii: "r"):
          _ = watched.changes()
          library.reload()
          (files, affected) = (try findFiles(), try findFiles())
          break waiting
        case UInt8(ascii: "f"):
          keys.suspend()
          StandardError.write("filter (empty for all): ")
          var chosen = self.selection
          let pattern = readLine() ?? ""
          chosen.filter = pattern.isEmpty ? nil : pattern
          keys.resume()
          do { selection = try chosen.selection() } catch { StandardError.write("\(error)\n") }
          affected = files
          break waiting
        case UInt8(ascii: "u"):
          let session = UpdateSession(asks: false)
          let updater = SuiteUpdater(selection: selection)
          for file in files where file.path.hasSuffix(".ruletest") {
            _ = try session.take(updater.update(file, rulesets: library))
          }
          _ = session.finish()
          // What was written just now runs again anyway.
          _ = library.reload(changed: watched.changes())
          affected = files
          break waiting
        default: break
        }
        let changes = watched.changes()
        guard !changes.isEmpty else { continue }
        let known = Set(files.map(\.path))
        files = try findFiles()
        let onChangedRulesets = library.reload(changed: changes)
        affected = files.filter {
          changes.contains($0.path) || onChangedRulesets.contains($0.path) || !known.contains($0.path)
        }
        if affected.isEmpty { continue }
        break
      }
    }
  }

  private func makeOutputs() throws -> ReportOutputs {
    let console = Console(showsProgress: Terminal.isInteractive(.error))
    return ReportOutputs(reports.isEmpty ? [try defaultReport()] : reports, colour: colour.colour, console: console)
  }

  private func runUpdate() throws -> Int32 {
    let updater = SuiteUpdater(selection: try selection.selection(), adds: add)
    let library = try makeLibrary()
    let files = try findFiles().filter { !$0.path.hasSuffix(".ini") || $0.isNamed }
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
    guard cases > 0 else { throw CommandFailure(noCase(files)) }
    let code = session.finish()
    if !library.unreadableFiles.isEmpty { throw CommandFailure(library.unreadableFiles) }
    return code
  }

  private func defaultReport() throws -> ReportRequest {
    guard let request = ReportRequest(argument: "pretty") else { throw ValidationError("There is no report.") }
    return request
  }

  /// The files to run; what cannot be found ends the command.
  private func findFiles() throws -> [CaseFile] {
    let (files, failures) = CaseFinder.find(paths.isEmpty ? ["."] : paths, allowed: ruleset.allowedOutside)
    if !failures.isEmpty {
      throw CommandFailure(
        failures.map { Diagnostic(.error, code: "missing-path", "\($0.path): \($0.reason)") })
    }
    return files
  }

  private func makeLibrary() throws -> RulesetLibrary {
    RulesetLibrary(
      ruleset.options,
      arguments: [ruleset.commandLine, engine.commandLine].filter { !$0.isEmpty }.joined(separator: " "),
      engine: engine.options(managerName: try ruleset.managerName()), currentFolder: Environment.currentFolder)
  }

  private func showLoading(_ library: RulesetLibrary) {
    LoadSummary.tell(library.diagnostics.filter { $0.severity == .warning })
  }
}
