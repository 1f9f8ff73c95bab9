import ArgumentParser
import Bytes
import Diagnostics
import System
import Workbench

/// `assay serve`
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Show alerts, a playground, patterns and cases as a page in the browser, on this machine only.",
    discussion: """
      Prints the address of the page, and serves it until Ctrl-C. The page is for this machine and whoever has the \
      address, with its secret word, alone; nothing is fetched from elsewhere.

        assay serve --alerts /var/ossec/logs/alerts/alerts.json
        assay serve --ruleset . --alerts 'archives/2026/Nov/*.json.gz'

      Alerts are documents of alerts.json and archives.json, also compressed, and are read into memory: a tenth of what \
      they take on disk. What is written to the files later shows up by itself. Without --alerts the page has the rest.
      """)

  @Option(
    name: .customLong("alerts"), parsing: .upToNextOption,
    help: ArgumentHelp("Files, folders and patterns of alerts.json or archives.json.", valueName: "path"),
    completion: .file())
  var alerts: [String] = []

  @Option(
    name: .customLong("cases"), parsing: .upToNextOption,
    help: ArgumentHelp("Files of cases, or folders that hold some; default: the current folder.", valueName: "path"),
    completion: .file(extensions: ["ruletest", "ini"]))
  var cases: [String] = []

  @Option(help: ArgumentHelp("The port to listen on; 0 for any that is free.", valueName: "number"))
  var port = 7878

  @Option(
    help: ArgumentHelp(
      "Write the page into a folder, with what it shows now: it opens without a server.", valueName: "dir"),
    completion: .directory)
  var export: String?

  @Flag(name: .customLong("read-only"), help: "Write nothing: no case can be saved.")
  var isReadOnly = false

  @Flag(help: ArgumentHelp("Answer questions of the page, a line of JSON each.", visibility: .hidden))
  var engineOnly = false

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Engine") var engine: EngineArguments

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535, not \(port).") }
  }

  func run() async throws {
    let settings = PageEngine.Settings(
      choice: try ruleset.choice(engine), alerts: alerts, cases: cases, isReadOnly: isReadOnly)
    if engineOnly { return try await answerQuestions(settings) }
    // What is wrong with the arguments is said here, not by a page that does not work.
    _ = try PageEngine(settings)
    _ = try settings.choice.load()
    let program = try StudioProgram.path(for: "pages in a browser", search: Environment.variable("PATH"))
    guard let own = ThisProcess.programPath else {
      throw BadInput(Diagnostic(.error, code: "no-program", "the system does not say where this program lies"))
    }
    let target = export.map { ["--export", $0] } ?? []
    let words = CommandLine.arguments.dropFirst().filter { $0 != "--engine-only" }
    let error = ThisProcess.become(
      program, ["serve", "--port", "\(port)"] + target + ["--", own] + words + ["--engine-only"])
    throw BadInput(Diagnostic(.error, code: "not-started", "'\(program)' cannot be started: \(error)"))
  }

  /// One line in, one line out, until the input ends; alerts are read while nobody asks.
  private func answerQuestions(_ settings: PageEngine.Settings) async throws {
    let page = try PageEngine(settings)
    var lines = LineReader()
    var hasMore = true
    while true {
      if case .silence = Readiness.wait(toRead: [0], milliseconds: hasMore ? 0 : 500) {
        hasMore = page.readOn()
        continue
      }
      guard let line = try lines.next() else { return }
      guard !line.isEmpty else { continue }
      StandardOutput.write(await page.answer(line))
      try StandardStream.output.check()
    }
  }
}
