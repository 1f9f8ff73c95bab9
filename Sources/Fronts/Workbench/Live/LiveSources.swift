import Bytes
import Calendar
import Diagnostics
import Live
import System

/// What `assay live` reads: files, commands and the journal through the collector, and a Docker Engine through its
/// listener.
package final class LiveSources {
  private let collector: Collector
  private let docker: DockerSource?
  private var buffer: ClientBuffer?
  private let isExact: Bool
  private var hasError = false
  private var toldLosses = TextLosses()
  private var toldLost = 0
  private var log: [CollectorMessage]

  /// - Parameters:
  ///   - request: what is wanted.
  ///   - zone: local time.
  /// - Throws: what cannot be read so.
  package init(_ request: LiveRequest, zone: Zone) throws(BadInput) {
    isExact = request.settings.isExact
    var said: [CollectorMessage] = []
    docker = try Self.docker(request, zone, log: &said)
    log = said
    buffer = try request.clientBuffer()
    collector = Collector(
      try request.collectorConfiguration(), settings: request.settings, hostname: Machine.name,
      statePath: request.statePath, journal: Journalctl())
  }

  private static func docker(
    _ request: LiveRequest, _ zone: Zone, log: inout [CollectorMessage]
  ) throws(BadInput) -> DockerSource? {
    guard let settings = try request.dockerSettings() else { return nil }
    guard !request.endsAtEnd else {
      log.append(CollectorMessage(.warning, "docker-listener: not started, for its events have no end."))
      return nil
    }
    let program = try StudioProgram.path(for: "events of a Docker Engine", search: request.programFolders)
    var arguments = ["docker"]
    if let host = request.docker?.host { arguments += ["--host", host] }
    if request.isExact { arguments.append("--exact") }
    return DockerSource(.init(program, arguments), module: DockerModule(settings, zone: zone))
  }

  /// After a sudden end, takes back what was written after positions were kept: its events will be read again. To be done
  /// before the files are opened.
  ///
  /// - Parameters:
  ///   - statePath: the file of saved positions.
  ///   - paths: the files that will be written to.
  ///   - kept: how many of them are kept that were put aside.
  /// - Returns: what was taken back of each, in words.
  package static func takeBack(
    after statePath: ByteString, from paths: [String], kept: Int
  ) throws(BadInput) -> [String] {
    var words: [String] = []
    for mark in SavedPositions(reading: statePath, isExact: false).outputs where paths.contains(mark.path) {
      do throws(LineFile.Failure) {
        let count = try LineFile.takeBack(to: mark, kept: kept)
        guard count > 0 else { continue }
        words.append(
          "the last run ended suddenly; the last \(count) bytes of '\(TerminalText.line(mark.path))' were taken back, "
            + "their events are read again")
      } catch {
        throw BadInput(
          Diagnostic(.error, code: "not-written", "cannot write '\(error.path)': \(error.reason)"))
      }
    }
    return words
  }

  /// Has positions kept together with what was written.
  package func keepPositions(with sink: LiveSink) { collector.outputMarks = { sink.outputMarks } }

  /// Opens what is there.
  /// - Throws: what keeps the collector from starting; its messages say more.
  package func start(at time: Double) throws(BadInput) {
    collector.start(at: time)
    guard collector.isRunning else {
      throw BadInput(
        Diagnostic(.error, code: "not-started", "the collector does not start with this configuration"))
    }
  }

  /// Whether there is something to read already.
  package var hasSources: Bool { collector.hadSources || docker != nil }
  /// How much there is in files that was not read yet; nil where that says nothing.
  package var unreadBytes: Int64? { collector.hadSources ? collector.unreadBytes : nil }
  /// What may become readable before the next turn.
  package var descriptors: [Int32] { docker?.descriptors ?? [] }

  /// A turn: everything that is new.
  /// - Parameters:
  ///   - time: seconds since 1970.
  ///   - isLast: whether unfinished last lines are taken as they are, because nobody will ask again.
  ///   - take: takes each event; what it gets is valid only while it runs.
  package func turn(at time: Double, isLast: Bool = false, _ take: @escaping (CollectedEvent) -> Void) {
    collector.poll(at: time, isLast: isLast) { [self] in keep($0, at: time, take) }
    turnDocker(at: time, take)
    if isLast { buffer?.drain(at: time, all: true, take) }
  }

  /// How many events wait in the agent's buffer.
  package var waitingCount: Int { buffer?.count ?? 0 }

  private func keep(_ event: CollectedEvent, at time: Double, _ take: (CollectedEvent) -> Void) {
    guard buffer != nil else { return take(event) }
    buffer?.add(event, at: time, take)
  }

  /// A turn of what need not wait for the collector's.
  /// - Returns: whether there may be more.
  @discardableResult
  package func turnDocker(at time: Double, _ take: (CollectedEvent) -> Void) -> Bool {
    var hasTaken = false
    let hasMore = docker?.poll(at: time) { event in
      hasTaken = true
      keep(event, at: time, take)
    }
    buffer?.drain(at: time, take)
    // What came from there does not come again, and must not be taken back after a sudden end.
    if hasTaken { collector.keepPositions() }
    return hasMore ?? false
  }

  /// Keeps positions, and ends what was started.
  package func stop() {
    collector.stop()
    docker?.stop()
  }

  /// What was said since the last time, errors among it for which ``check()`` will not let the run end well.
  package func takeLog() -> [CollectorMessage] {
    let said = log + collector.takeLog() + (docker?.takeLog() ?? [])
    log = []
    hasError = hasError || said.contains { $0.level == .error || $0.level == .critical }
    return said
  }

  /// What was left out so far, in words; nil when that was said already.
  package func takeLosses() -> String? {
    let lost = buffer?.lostCount ?? 0
    guard collector.losses != toldLosses || lost != toldLost else { return nil }
    (toldLosses, toldLost) = (collector.losses, lost)
    let parts = [toldLosses.text, lost > 0 ? "\(lost.counted("event")) found no room in the agent's buffer" : ""]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// Refuses a good end when something was not read that should have been. What an agent loses, too, is no fault of a run
  /// that does as the agent does.
  package func check() throws(BadInput) {
    let hasLosses = !isExact && collector.losses != TextLosses()
    guard hasError || hasLosses || !hasSources else { return }
    let hasRead = hasError || hasLosses
    throw BadInput(
      Diagnostic(
        .error, code: "not-read", hasRead ? "not everything could be read" : "there was nothing to read",
        hint: hasRead ? "see the messages above" : "check the paths; a pattern may match no file"))
  }
}
