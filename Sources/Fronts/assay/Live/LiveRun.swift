import Bytes
import Diagnostics
import Live
import System
import Workbench

/// `assay live` at work: turns of its sources, each event through the engine, each alert to where it is wanted.
final class LiveRun {
  private let command: LiveCommand
  private let view: LiveView
  private let sink: LiveSink
  private let desk: LiveDesk
  /// Nil where standard input is read.
  private let sources: LiveSources?
  private let isFast: Bool
  private var sinceLook = 0

  /// How long a turn is waited for when there was nothing to read, in milliseconds.
  private static let fastPause: Int32 = 100
  private static let exactPause: Int32 = 2000
  /// Keys are looked at after so many events of one turn.
  private static let eventsPerLook = 4096

  init(_ command: LiveCommand) throws {
    self.command = command
    var rules = LiveRules(try command.rulesetArguments().opener(asDaemon: command.engine))
    let ruleset = try rules.load()
    let request = try command.request()
    isFast = request?.isFast ?? true
    sources = try request.map { try LiveSources($0, zone: ruleset.options.zone) }
    let isInteractive = LiveDesk.isInteractive && request != nil && !command.sources.once
    if let state = request?.statePath {
      let paths = [command.view.out, command.view.record].compactMap(\.self)
      let words = try LiveSources.takeBack(after: state, from: paths, kept: command.view.outKeep)
      for line in words { StandardError.write("assay: \(line)\n") }
    }
    view = try LiveView(ruleset, view: command.view, colours: command.colours, isInteractive: isInteractive)
    sink = view.sink
    sources?.keepPositions(with: view.sink)
    desk = LiveDesk(
      view, rules: rules, style: command.colours.colour.style(for: .error), isInteractive: isInteractive)
  }

  func run() throws {
    defer {
      sources?.stop()
      desk.close()
    }
    let status = try sources.map { try follow($0) } ?? readStandardInput()
    desk.close()
    view.sayCounts()
    try view.finish()
    if status == .success {
      try sources?.check()
    } else {
      status.exit()
    }
  }

  // MARK: Sources

  private func readStandardInput() throws -> ExitStatus {
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
    guard sink.pipeline.eventCount > 0 || sink.failure != nil else {
      throw BadInput(
        Diagnostic(
          .error, code: "no-events", "there was no event on standard input",
          hint: "pipe a log into it, or name what to follow with --follow, --docker or --config"))
    }
    return .success
  }

  private func follow(_ sources: LiveSources) throws -> ExitStatus {
    sink.time = WallClock.now()
    defer { view.tell(sources.takeLog()) }
    try sources.start(at: sink.time.unix)
    view.tell(sources.takeLog())
    if !sources.hasSources, !command.sources.once {
      view.screen.say("assay: there is nothing to read yet; waiting for files\n")
    }
    desk.greet()
    desk.unreadBytes = { sources.unreadBytes }
    let status = turn(sources, pause: isFast ? Self.fastPause : Self.exactPause)
    sources.stop()
    sayLosses(sources)
    return status
  }

  private func turn(_ sources: LiveSources, pause: Int32) -> ExitStatus {
    while true {
      let before = sink.pipeline.eventCount
      sink.time = WallClock.now()
      sources.turn(at: sink.time.unix) { [self] in take($0) }
      view.tell(sources.takeLog())
      if sink.failure != nil { return .success }
      guard desk.look() else { return desk.status }
      if sink.pipeline.eventCount != before, sources.waitingCount == 0 { continue }
      sayLosses(sources)
      if command.sources.once, sources.waitingCount == 0 {
        if command.sources.state == nil { sources.turn(at: sink.time.unix, isLast: true) { [self] in take($0) } }
        return .success
      }
      waitForTurn(of: sources, sink.time.unix + Double(pause) / 1000)
    }
  }

  /// Waits until the moment of the next turn; keys are answered meanwhile, and what need not wait is taken.
  private func waitForTurn(of sources: LiveSources, _ moment: Double) {
    while true {
      let rest = Int32(max(0, min(10_000, (moment - WallClock.now().unix) * 1000)))
      guard rest > 0 else { return }
      desk.wait(sources.waitingCount > 0 ? min(rest, Self.fastPause) : rest, for: sources.descriptors)
      sink.time = WallClock.now()
      sources.turnDocker(at: sink.time.unix) { take($0) }
      view.tell(sources.takeLog())
      guard desk.look(), sink.failure == nil else { return }
    }
  }

  private func take(_ event: CollectedEvent) {
    sink.take(event)
    sinceLook += 1
    guard sinceLook >= Self.eventsPerLook else { return }
    sinceLook = 0
    // What has been read is still taken, whatever is pressed.
    _ = desk.look()
  }

  private func sayLosses(_ sources: LiveSources) {
    if let losses = sources.takeLosses() { view.screen.say("assay: warning: so far \(losses)\n") }
  }
}
