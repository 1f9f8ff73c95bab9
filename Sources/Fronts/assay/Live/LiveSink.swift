import Analysis
import Bytes
import Live
import System
import Workbench

/// Where events go: through the engine, into files, onto the screen. Shared by all commands that go on until they are ended.
final class LiveSink {
  let pipeline: LivePipeline
  let screen: LiveScreen
  private let view: LiveViewArguments
  private let text: LiveText
  private let output: LineFile?
  private let record: LineFile?
  private let keepsLast: Bool
  /// The last event that was shown, where somebody may ask about it.
  private(set) var last: SeenEvent?
  /// What kept a line from being written; nothing more is read then.
  private(set) var failure: LineFile.Failure?
  /// When the events arrive.
  var time = EventTime.standard

  init(
    _ ruleset: CompiledRuleset, view: LiveViewArguments, colours: ColourArguments, isInteractive: Bool
  ) throws {
    self.view = view
    keepsLast = isInteractive
    screen = LiveScreen(isInteractive: isInteractive)
    pipeline = LivePipeline(ruleset, filter: view.filter, wantsAll: view.all || view.verbose)
    text = LiveText(style: colours.colour.style(for: .output), zone: ruleset.options.zone, isVerbose: view.verbose)
    (output, record) = try view.files()
  }

  /// Takes a log.
  func take(_ log: ByteView, from location: ByteString) {
    keeping { () throws(LineFile.Failure) in
      if let record { try record.append(LivePipeline.record(log, from: location, at: time)) }
      guard let outcome = pipeline.take(log, from: location, at: time) else { return }
      try put(SeenEvent(ByteString(log), isMessage: false, location: location, time: time, outcome: outcome))
    }
  }

  /// Takes a message of the manager's queue.
  func take(message: ByteString) {
    keeping { () throws(LineFile.Failure) in
      if let record { try record.append(LivePipeline.record(message: message, at: time)) }
      let before = pipeline.refusedCount
      let taken = pipeline.take(message: message, at: time)
      if pipeline.refusedCount > before, pipeline.refusedCount <= Self.mostTold {
        screen.say("assay: warning: this is no message Q:LOCATION:TEXT: \(TerminalText.line(message.start))\n")
      }
      guard let outcome = taken else { return }
      let location = outcome.predecoding.location
      try put(SeenEvent(message, isMessage: true, location: location, time: time, outcome: outcome))
    }
  }

  /// So many messages that are none are shown one by one.
  private static let mostTold = 20

  private func keeping(_ body: () throws(LineFile.Failure) -> Void) {
    guard failure == nil else { return }
    do throws(LineFile.Failure) { try body() } catch { failure = error }
  }

  private func put(_ seen: SeenEvent) throws(LineFile.Failure) {
    let outcome = seen.outcome
    if keepsLast { last = seen }
    let isWanted = outcome.isAlert || view.all
    let line = isWanted ? outcome.document.map { $0.bytes + [10] } ?? [] : []
    if let output { try output.append(line) }
    if !view.json {
      screen.write(Array(text.text(outcome, seen.text, from: seen.location, at: seen.time).utf8))
    } else if isWanted {
      screen.write(line)
    }
  }

  /// What the collector says: all that is wrong, and the rest where somebody wants to know.
  /// - Returns: whether there was an error among it.
  func tell(_ messages: [CollectorMessage]) -> Bool {
    var hasError = false
    for message in messages {
      switch message.level {
      case .debug: continue
      case .info: guard view.verbose else { continue }
      case .warning: break
      case .error, .critical: hasError = true
      }
      screen.say("assay: \(TerminalText.line(message.line))\n")
    }
    return hasError
  }

  /// Ends it: everything is shown and closed. What could not be written ends the command.
  func finish() throws {
    screen.pause(false)
    screen.clear()
    output?.close()
    record?.close()
    if let failure { throw BadInput(failure) }
  }

  /// Says how much there was.
  func sayCounts() {
    let refused = pipeline.refusedCount > 0 ? ", \(pipeline.refusedCount) refused" : ""
    screen.say("assay: \(pipeline.eventCount) events, \(pipeline.alertCount) alerts\(refused)\n")
  }
}

extension ByteString {
  /// As much as a message shows.
  fileprivate var start: ByteString { ByteString(bytes.prefix(100)) }
}
