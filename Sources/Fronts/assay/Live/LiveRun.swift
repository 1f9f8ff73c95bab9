import Analysis
import Bytes
import Diagnostics
import Live
import RulesetSyntax
import Rulesets
import System
import Workbench

/// `assay live` at work: turns of the collector, each event through the engine, each alert to where it is wanted.
final class LiveRun {
  private let command: LiveCommand
  private let sink: LiveSink
  private let desk: LiveDesk
  /// Whether the collector could not do something.
  private var hasError = false
  private var sinceLook = 0

  /// How long a turn is waited for when there was nothing to read, in milliseconds.
  private static let fastPause: Int32 = 100
  private static let exactPause: Int32 = 2000
  /// Keys are looked at after so many events of one turn.
  private static let eventsPerLook = 4096

  private var readsInput: Bool { command.ruleset.config == nil && command.sources.isEmpty }

  init(_ command: LiveCommand) throws {
    self.command = command
    var rules = LiveRules(try command.rulesetArguments().opener(asDaemon: command.engine))
    let ruleset = try rules.load()
    let readsInput = command.ruleset.config == nil && command.sources.isEmpty
    let isInteractive = LiveDesk.isInteractive && !readsInput && !command.sources.once
    sink = try LiveSink(ruleset, view: command.view, colours: command.colours, isInteractive: isInteractive)
    desk = LiveDesk(
      sink, rules: rules, style: command.colours.colour.style(for: .error), isInteractive: isInteractive)
  }

  func run() throws {
    defer { desk.close() }
    let status = try readsInput ? runStandardInput() : runCollector()
    try sink.finish()
    desk.close()
    if status != .success { status.exit() }
  }

  // MARK: Sources

  private func runStandardInput() throws -> ExitStatus {
    if Terminal.isInteractive(.input) {
      StandardError.write("assay: each line is an event; end with Ctrl-D\n")
    }
    let location: ByteString = "stdin"
    var lines = LineReader()
    while sink.failure == nil, desk.look(), let line = try lines.next() {
      if line.isEmpty { continue }
      sink.time = WallClock.now()
      line.withView { sink.take($0, from: location) }
    }
    if desk.signals.isEnded { return .interrupted }
    sink.sayCounts()
    guard sink.pipeline.eventCount > 0 || sink.failure != nil else {
      throw BadInput(
        Diagnostic(
          .error, code: "no-events", "there was no event on standard input",
          hint: "pipe a log into it, or name what to follow with --follow or --config"))
    }
    return .success
  }

  private func runCollector() throws -> ExitStatus {
    let document = try command.configuration()
    let isFast = command.sources.fast ?? (document == nil)
    let settings = try command.settings(over: isFast ? .fast : CollectorSettings())
    let collector = Collector(
      try collectorConfiguration(document, settings), settings: settings, hostname: Machine.name,
      statePath: command.sources.state.map { ByteString($0) }, journal: Journalctl())
    sink.time = WallClock.now()
    collector.start(at: sink.time.unix)
    tell(collector)
    guard collector.isRunning else {
      throw BadInput(
        Diagnostic(.error, code: "not-started", "the collector does not start with this configuration"))
    }
    if !collector.hadSources, !command.sources.once {
      sink.screen.say("assay: there is nothing to read yet; waiting for files\n")
    }
    desk.greet()
    desk.unreadBytes = { collector.unreadBytes }
    let status = turn(collector, pause: isFast ? Self.fastPause : Self.exactPause)
    collector.stop()
    tell(collector)
    sink.screen.pause(false)
    sink.sayCounts()
    if status == .success, hasError || !collector.hadSources {
      throw BadInput(
        Diagnostic(
          .error, code: "not-read", hasError ? "not everything could be read" : "there was nothing to read",
          hint: hasError ? "see the messages above" : "check the paths; a pattern may match no file"))
    }
    return status
  }

  private func collectorConfiguration(
    _ document: XMLDocument?, _ settings: CollectorSettings
  ) throws -> CollectorConfiguration {
    if let document { return CollectorConfiguration(document, settings: settings) }
    var sources = CollectorConfiguration.Sources()
    sources.paths = command.sources.follow.map { ByteString($0) }
    sources.format = ByteString(command.sources.logFormat)
    sources.commands = command.sources.command.map { ByteString($0) }
    sources.frequency = command.sources.every
    sources.wantsJournal = command.sources.journal
    guard let configuration = CollectorConfiguration(sources) else {
      throw BadInput(
        Diagnostic(
          .error, code: "bad-format", "files cannot be followed in the format '\(command.sources.logFormat)'",
          hint: "take syslog, json, audit, multi-line:N, mysql_log …, or a <localfile> block with --config"))
    }
    return configuration
  }

  private func turn(_ collector: Collector, pause: Int32) -> ExitStatus {
    while true {
      let before = sink.pipeline.eventCount
      sink.time = WallClock.now()
      readTurn(of: collector, isLast: false)
      if sink.failure != nil { return .success }
      guard desk.look() else { return desk.status }
      if sink.pipeline.eventCount != before { continue }
      if command.sources.once {
        if command.sources.state == nil { readTurn(of: collector, isLast: true) }
        return .success
      }
      waitForTurn(sink.time.unix + Double(pause) / 1000)
    }
  }

  /// Waits until the moment of the next turn; keys are answered meanwhile.
  private func waitForTurn(_ moment: Double) {
    while true {
      let rest = Int32(max(0, min(10_000, (moment - WallClock.now().unix) * 1000)))
      guard rest > 0 else { return }
      desk.wait(rest)
      guard desk.look() else { return }
    }
  }

  private func readTurn(of collector: Collector, isLast: Bool) {
    collector.poll(at: sink.time.unix, isLast: isLast) { [self] event in
      if LivePipeline.isLog(event) {
        sink.take(event.text, from: event.source)
      } else {
        sink.take(message: event.message)
      }
      sinceLook += 1
      guard sinceLook >= Self.eventsPerLook else { return }
      sinceLook = 0
      // What has been read is still taken, whatever is pressed.
      _ = desk.look()
    }
    tell(collector)
  }

  private func tell(_ collector: Collector) {
    if sink.tell(collector.takeLog()) { hasError = true }
  }
}
