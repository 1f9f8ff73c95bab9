import Analysis
import Bytes
import Live
import Rulesets

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `assay live` at work: turns of the collector, each event through the engine, each alert to where it is wanted.
final class LiveRun {
  private let command: LiveCommand
  private var rules: LiveRules
  private let pipeline: LivePipeline
  private let text: LiveText
  private let output: LineFile?
  private let record: LineFile?
  private var time = EventTime.standard
  /// What kept a line from being written; nothing more is read then.
  private var failure: LineFile.Failure?
  private let signals = SignalPipe()
  /// Whether the collector could not do something.
  private var hasError = false

  /// How long a turn is waited for when there was nothing to read, in milliseconds.
  private static let fastPause: Int32 = 100
  private static let exactPause: Int32 = 2000

  init(_ command: LiveCommand) throws {
    self.command = command
    rules = try LiveRules(command)
    let ruleset = try rules.load()
    let view = command.view
    pipeline = LivePipeline(ruleset, filter: view.filter, wantsAll: view.all || view.verbose)
    text = LiveText(
      style: command.colours.colour.style(for: 1), zone: ruleset.options.zone, isVerbose: view.verbose)
    do throws(LineFile.Failure) {
      output = try view.out.map { path throws(LineFile.Failure) in try LineFile(path) }
      record = try view.record.map { path throws(LineFile.Failure) in try LineFile(path) }
    } catch {
      throw Self.failure(error)
    }
  }

  func run() throws {
    signals?.install()
    let status: ExitStatus
    if command.ruleset.config == nil, command.sources.isEmpty {
      status = try runStandardInput()
    } else {
      status = try runCollector()
    }
    output?.close()
    record?.close()
    if let failure { throw Self.failure(failure) }
    if status != .success { status.exit() }
  }

  private static func failure(_ failure: LineFile.Failure) -> CommandFailure {
    CommandFailure(
      Diagnostic(
        .error, code: "not-written", "cannot write '\(failure.path)': \(failure.reason)",
        hint: "what was written before is whole; nothing more was read"))
  }

  // MARK: Sources

  private func runStandardInput() throws -> ExitStatus {
    if Terminal.isInteractive(.standardInput) {
      StandardError.write("assay: each line is an event; end with Ctrl-D\n")
    }
    let location: ByteString = "stdin"
    var lines = LineReader()
    while failure == nil, !isEnding, let line = try lines.next() {
      if line.isEmpty { continue }
      time = Self.now()
      line.withView { take($0, from: location) }
    }
    if isEnding { return .interrupted }
    sayCounts()
    guard pipeline.eventCount > 0 else {
      throw CommandFailure(
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
    time = Self.now()
    collector.start(at: Self.seconds(time))
    tell(collector.takeLog())
    guard collector.isRunning else {
      throw CommandFailure(
        Diagnostic(.error, code: "not-started", "the collector does not start with this configuration"))
    }
    if !collector.hadSources, !command.sources.once {
      StandardError.write("assay: there is nothing to read yet; waiting for files\n")
    }
    let status = turn(collector, pause: isFast ? Self.fastPause : Self.exactPause)
    collector.stop()
    tell(collector.takeLog())
    sayCounts()
    if status == .success, hasError || !collector.hadSources {
      throw CommandFailure(
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
      throw CommandFailure(
        Diagnostic(
          .error, code: "bad-format", "files cannot be followed in the format '\(command.sources.logFormat)'",
          hint: "take syslog, json, audit, multi-line:N, mysql_log …, or a <localfile> block with --config"))
    }
    return configuration
  }

  private func turn(_ collector: Collector, pause: Int32) -> ExitStatus {
    while true {
      let before = pipeline.eventCount
      time = Self.now()
      readTurn(of: collector, isLast: false)
      if failure != nil { return .invalidInput }
      if isEnding { return .interrupted }
      if let ruleset = rules.reloaded(at: Self.seconds(time)) { pipeline.change(to: ruleset) }
      if pipeline.eventCount != before { continue }
      if command.sources.once {
        if command.sources.state == nil { readTurn(of: collector, isLast: true) }
        return failure == nil ? .success : .invalidInput
      }
      wait(pause)
      if isEnding { return .interrupted }
    }
  }

  private func readTurn(of collector: Collector, isLast: Bool) {
    collector.poll(at: Self.seconds(time), isLast: isLast) { [self] event in
      if failure == nil { take(event.text, from: event.source) }
    }
    tell(collector.takeLog())
  }

  // MARK: Events

  private func take(_ log: ByteView, from location: ByteString) {
    do throws(LineFile.Failure) {
      if let record { try record.append(LivePipeline.record(log, from: location, at: time)) }
      guard let outcome = pipeline.take(log, from: location, at: time) else { return }
      let line = outcome.document.map { $0.bytes + [10] } ?? []
      if let output, outcome.isAlert || command.view.all { try output.append(line) }
      if !command.view.json {
        StandardOutput.write(text.text(outcome, log, from: location, at: time))
      } else if outcome.isAlert || command.view.all {
        StandardOutput.write(line)
      }
    } catch {
      failure = error
    }
  }

  /// What the collector says: all that is wrong, and the rest where somebody wants to know.
  private func tell(_ messages: [CollectorMessage]) {
    for message in messages {
      switch message.level {
      case .debug: continue
      case .info: guard command.view.verbose else { continue }
      case .warning: break
      case .error, .critical: hasError = true
      }
      let line = TerminalText.printable(message.line.bytes)
      StandardError.write("assay: \(String(decoding: line, as: UTF8.self))\n")
    }
  }

  private func sayCounts() {
    StandardError.write("assay: \(pipeline.eventCount) events, \(pipeline.alertCount) alerts\n")
  }

  // MARK: Time and signals

  private var isEnded = false

  private var isEnding: Bool {
    guard let signals else { return false }
    let taken = signals.take()
    if taken.contains(where: SignalPipe.ending.contains) { isEnded = true }
    if taken.contains(SIGTSTP) {
      signals.uninstall()
      raise(SIGTSTP)
      signals.install()
    }
    return isEnded
  }

  private func wait(_ milliseconds: Int32) {
    guard let signals else {
      usleep(UInt32(milliseconds) * 1000)
      return
    }
    var input = pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)
    poll(&input, 1, milliseconds)
  }

  private static func now() -> EventTime {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return EventTime(seconds: now.tv_sec, milliseconds: now.tv_nsec / 1_000_000)
  }

  private static func seconds(_ time: EventTime) -> Double { Double(time.seconds) + Double(time.milliseconds) / 1000 }
}

extension LiveViewArguments {
  fileprivate var filter: AlertFilter {
    var filter = AlertFilter()
    filter.leastLevel = leastLevel
    filter.rules = Set(rules)
    filter.groups = Set(groups.map { ByteString($0) })
    filter.locations = locations.map { ByteString($0) }
    return filter
  }
}
