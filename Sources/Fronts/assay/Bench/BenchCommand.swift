import Analysis
import ArgumentParser
import Bytes
import Diagnostics
import Rulesets
import System
import Workbench

/// `assay bench`: how fast a ruleset runs on given logs.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure how fast a ruleset runs.",
    discussion: """
      Loads the ruleset once, holds the events in memory and runs them, one session per thread, without any output but
      one line of JSON: load_ms, events, events_per_s, threads, peak_rss_mb.
      """)

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Engine") var engine: EngineArguments

  @Option(help: ArgumentHelp("Logs, one per line.", valueName: "file"), completion: .file())
  var events: String

  @Option(name: .customLong("repeat"), help: "How often all logs are run.")
  var rounds = 1

  @Option(help: "Threads, each with a session of its own.")
  var threads = 1

  @Option(help: ArgumentHelp("Who sends the logs: \(InputFormat.names)."))
  var format: InputFormat = .syslog

  func validate() throws {
    guard (1...1_000_000_000).contains(rounds) else {
      throw ValidationError("--repeat is a number from 1 to 1000000000.")
    }
    guard (1...256).contains(threads) else { throw ValidationError("--threads is a number from 1 to 256.") }
  }

  func run() async throws {
    let clock = ContinuousClock()
    let logs = try readLogs()
    guard !logs.isEmpty else {
      throw BadInput(
        Diagnostic(
          .error, code: "no-log", "there is no log in '\(events)'", hint: Self.hint))
    }
    let start = clock.now
    let compiled = try ruleset.compile(for: engine, tellsProblems: false)
    let loading = clock.now - start

    let begin = clock.now
    let run = BenchRun(logs, format: format, rounds: rounds, threads: threads)
    let unanswered = await run.run(on: compiled)
    let running = clock.now - begin
    let count = run.eventCount
    let rate = Double(count) / (running / .seconds(1))
    StandardOutput.write(
      "{\"load_ms\":\(Self.rounded(loading / .milliseconds(1))),\"events\":\(count),"
        + "\"events_per_s\":\(Int(rate.isFinite ? rate : 0)),\"threads\":\(threads),"
        + "\"peak_rss_mb\":\(Self.rounded(ThisProcess.peakMegabytes))}\n")
    try unanswered.check()
    try compiled.checkFiles()
  }

  private static let hint = "give a file with one log per line"

  private func readLogs() throws -> [ByteString] {
    guard format != .syslog else { return try LogSources.lines(of: events, hint: Self.hint) }
    var logs = KeptLogs()
    try LogSources(files: [events], standardInput: LineReader(), hint: Self.hint).forEach(LogReading(format: format)) {
      log in
      // One that would not be sent would make the rest look fast.
      _ = try LogSender(format).event(log, at: .standard)
      try logs.append(log)
    }
    return logs.logs
  }

  private static func rounded(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}
