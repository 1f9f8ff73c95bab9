import ArgumentParser
import Bytes
import Diagnostics
import Rulesets
import System
import Workbench

/// `assay init`
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Begin to test the ruleset in the current folder.",
    discussion: """
      Looks at the current folder - a manager's home or its etc/, a folder per product, rules and decoders, ini tests, a \
      checkout of the stock ruleset, nothing at all - and writes what is missing: assay.conf, first cases, a file for the \
      pipeline. Nothing that is there is changed. What it writes is green: assay test and assay lint end with 0, because \
      the cases say what comes out now, and findings of today go into a baseline.

      At a terminal it shows what it would write, and asks.

        assay init
        assay init --from /var/log/auth.log --ci github
        assay init --dry-run

      Exit codes: 0 done, 1 cases that were there before do not pass, 2 bad input.
      """)

  /// Whose pipeline is wanted.
  enum Pipeline: String, CaseIterable, ExpressibleByArgument {
    case github, gitlab, none
  }

  @Option(
    help: ArgumentHelp(
      "Make the first cases of the lines of this file (repeatable); - is standard input.", valueName: "logs"),
    completion: .file())
  var from: [String] = []

  @Option(help: "Whose pipeline to write: github, gitlab or none; default: the one that the folder seems to be for.")
  var ci: Pipeline?

  @Option(
    help: ArgumentHelp(
      "What the ruleset is loaded on top of; default: the newest that assay base knows, else a manager on this machine, else what is built in.",
      valueName: "dir|name|minimal|none"),
    completion: .directory)
  var base: String?

  @Flag(name: .shortAndLong, help: "Show what would be written, and write nothing.")
  var dryRun = false

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @OptionGroup(title: "Engine") var engine: EngineArguments

  func run() async throws {
    let asks = !dryRun && !yes && Terminal.isInteractive(.input) && Terminal.isInteractive(.error)
    let lines = asks ? InputLines(mark: "", keepsHistory: false) : nil
    let plan = try await StartPlan(try request(lines))
    StandardError.write(("assay: this is \(plan.survey.shape.text)\n" as ShownText).text)
    for note in plan.notes { StandardError.write(("assay: \(note)\n" as ShownText).text) }
    guard !plan.missing.isEmpty else {
      StandardError.write("assay: everything is there already; nothing is written\n")
      return try end(plan)
    }
    if dryRun { return show(plan, whole: true) }
    if let lines {
      show(plan, whole: false)
      StandardError.write("Write this? [y]es [n]o: ")
      guard let answer = try lines.next(), answer.lowercased.bytes.first == UInt8(ascii: "y") else {
        StandardError.write("assay: nothing is written\n")
        return
      }
    }
    try plan.write { StandardOutput.write(("wrote \($0.path): \($0.purpose)\n" as ShownText).text) }
    StandardError.write("assay: assay test runs the cases, assay lint looks for mistakes\n")
    try end(plan)
  }

  private func request(_ lines: InputLines?) throws -> StartPlan.Request {
    var request = StartPlan.Request(try RulesetArguments.parse([]).choice(engine), standardInput: LineReader())
    request.logs = from
    request.base = base
    request.store = BaseStore(variable: Environment.variable)
    switch ci {
    case .github?: request.pipeline = .github
    case .gitlab?: request.pipeline = .gitlab
    case Pipeline.none?: request.pipeline = nil
    case nil: request.pipeline = try PipelineFile.found ?? lines.flatMap { try ask($0) }
    }
    return request
  }

  private func ask(_ lines: InputLines) throws -> PipelineFile? {
    StandardError.write("A file for a pipeline? [github, gitlab, none]: ")
    return try lines.next().flatMap { PipelineFile(rawValue: $0.lowercased.description) }
  }

  private func show(_ plan: StartPlan, whole: Bool) {
    for file in plan.files {
      let verb = file.isThere ? "stays" : "would write"
      StandardOutput.write(("\(verb) \(file.path): \(file.purpose)\n" as ShownText).text)
      guard whole, !file.isThere else { continue }
      for line in file.text.wholeLines { StandardOutput.write(("    \(line)\n" as ShownText).text) }
    }
  }

  private func end(_ plan: StartPlan) throws {
    if plan.failing > 0 { throw ExitCode(ExitStatus.failure.rawValue) }
  }
}
