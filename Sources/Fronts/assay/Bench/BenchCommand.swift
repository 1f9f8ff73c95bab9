import Analysis
import ArgumentParser
import Bytes
import Diagnostics
import Rulesets
import System

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
      throw CommandFailure(
        Diagnostic(
          .error, code: "no-log", "there is no log in '\(events)'", hint: "give a file with one log per line"))
    }
    let start = clock.now
    let compiled = try ruleset.compile(for: engine, tellsProblems: false)
    let loading = clock.now - start

    let begin = clock.now
    // Part of what is measured: the time that it takes counts.
    if logs.count * rounds >= Self.manyEvents { compiled.prepareForManyEvents() }
    let unanswered = await withTaskGroup(of: UnansweredEvents.self) { group in
      for _ in 0..<threads {
        group.addTask { [rounds, format] in Self.run(logs, as: format, rounds: rounds, on: compiled) }
      }
      return await group.reduce(into: UnansweredEvents()) { $0.add($1) }
    }
    let running = clock.now - begin
    let count = logs.count * rounds * threads
    let rate = Double(count) / (running / .seconds(1))
    StandardOutput.write(
      "{\"load_ms\":\(Self.rounded(loading / .milliseconds(1))),\"events\":\(count),"
        + "\"events_per_s\":\(Int(rate.isFinite ? rate : 0)),\"threads\":\(threads),"
        + "\"peak_rss_mb\":\(Self.rounded(ThisProcess.peakMegabytes))}\n")
    try unanswered.check()
    try compiled.checkFiles()
  }

  /// So many events pay for making the ruleset ready for many.
  private static let manyEvents = 1000

  private static func run(
    _ logs: [ByteString], as format: InputFormat, rounds: Int, on ruleset: CompiledRuleset
  ) -> UnansweredEvents {
    let session = Session(ruleset)
    var unanswered = UnansweredEvents()
    guard format == .syslog else {
      // What the sender does is part of it.
      for _ in 0..<rounds {
        for log in logs {
          if let event = try? format.event(log) { _ = session.process(event) }
          unanswered.note(session.unanswered)
        }
      }
      return unanswered
    }
    let location: ByteString = "stdin"
    for _ in 0..<rounds {
      for log in logs {
        log.withView { log in
          location.withView { location in _ = session.process(log, location: location, time: .standard) }
        }
        unanswered.note(session.unanswered)
      }
    }
    return unanswered
  }

  private func readLogs() throws -> [ByteString] {
    do {
      let file = try InputFile(events)
      guard format == .syslog else {
        var lines = LogLines(LogReading(format: format), file)
        let logs = try lines.readAll()
        // One that would not be sent would make the rest look fast.
        for log in logs { _ = try TryRunner.event(log, format: format, location: "stdin", time: .standard) }
        return logs
      }
      var lines = LineReader(file)
      var logs = KeptLogs()
      while let line = try lines.next() {
        if logs.logs.isEmpty { try LogLines.refuse(line) }
        try logs.append(line)
      }
      return logs.logs
    } catch let error as SystemError {
      throw CommandFailure(
        Diagnostic(
          .error, code: "unreadable", "cannot read '\(events)': \(error)", hint: "give a file with one log per line"))
    }
  }

  private static func rounded(_ number: Double) -> Double { (number * 10).rounded() / 10 }
}
