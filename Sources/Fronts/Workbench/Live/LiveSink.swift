import Analysis
import Bytes
import Diagnostics
import Live
import Rulesets

/// Where events go: through the engine, into files, to whoever looks on. Shared by all commands that go on until they are
/// ended.
package final class LiveSink {
  /// What somebody wants of the events.
  package struct Wishes {
    /// Which alerts are of interest.
    package var filter = AlertFilter()
    /// Whether events without an alert are, too.
    package var wantsAll = false
    /// Whether such events are to be seen, but are no result.
    package var isVerbose = false
    /// Where the documents of alerts go.
    package var output: LineFile?
    /// Where the events themselves go.
    package var record: LineFile?
    /// Whether somebody may ask about the last event.
    package var keepsLast = false

    package init() {}
  }

  /// Whoever looks on.
  package struct Audience {
    /// Sees an event; its document, with a line end, is empty where it is no result.
    package var show: (_ event: SeenEvent, _ document: [UInt8]) -> Void
    /// Is told of a message that is none.
    package var tellRefused: (_ beginning: ByteString) -> Void

    package init(
      show: @escaping (_ event: SeenEvent, _ document: [UInt8]) -> Void,
      tellRefused: @escaping (_ beginning: ByteString) -> Void
    ) {
      (self.show, self.tellRefused) = (show, tellRefused)
    }
  }

  package let pipeline: LivePipeline
  private let wishes: Wishes
  private let audience: Audience
  private var unanswered = UnansweredEvents()
  /// The last event that was shown, where somebody may ask about it.
  package private(set) var last: SeenEvent?
  /// What kept a line from being written; nothing more is read then.
  package private(set) var failure: LineFile.Failure?
  /// When the events arrive.
  package var time = EventTime.standard

  package init(_ ruleset: CompiledRuleset, wishes: Wishes, audience: Audience) {
    (self.wishes, self.audience) = (wishes, audience)
    pipeline = LivePipeline(ruleset, filter: wishes.filter, wantsAll: wishes.wantsAll || wishes.isVerbose)
  }

  /// Takes what the collector has read.
  package func take(_ event: CollectedEvent) {
    if LivePipeline.isLog(event) { take(event.text, from: event.source) } else { take(message: event.message) }
  }

  /// Takes a log.
  package func take(_ log: ByteView, from location: ByteString) {
    keeping { () throws(LineFile.Failure) in
      if let record = wishes.record { try record.append(LivePipeline.record(log, from: location, at: time)) }
      let outcome = pipeline.take(log, from: location, at: time)
      unanswered.note(pipeline.unanswered)
      guard let outcome else { return }
      try put(SeenEvent(ByteString(log), isMessage: false, location: location, time: time, outcome: outcome))
    }
  }

  /// Takes a message of the manager's queue.
  package func take(message: ByteString) {
    keeping { () throws(LineFile.Failure) in
      if let record = wishes.record { try record.append(LivePipeline.record(message: message, at: time)) }
      let before = pipeline.refusedCount
      let taken = pipeline.take(message: message, at: time)
      unanswered.note(pipeline.unanswered)
      if pipeline.refusedCount > before, pipeline.refusedCount <= Self.mostTold {
        audience.tellRefused(ByteString(message.bytes.prefix(100)))
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
    if wishes.keepsLast { last = seen }
    let isResult = seen.outcome.isAlert || wishes.wantsAll
    let line = isResult ? seen.outcome.document.map { $0.bytes + [10] } ?? [] : []
    if let output = wishes.output { try output.append(line) }
    audience.show(seen, line)
  }

  /// Where the files stand that are written to; nil when something could not be written.
  package var outputMarks: [OutputMark]? {
    failure == nil ? [wishes.output, wishes.record].compactMap { $0?.mark } : nil
  }

  /// How much there was.
  package var counts: String {
    let refused = pipeline.refusedCount > 0 ? ", \(pipeline.refusedCount) refused" : ""
    let dropped = pipeline.droppedCount > 0 ? ", \(pipeline.droppedCount) dropped as the manager drops them" : ""
    return "\(pipeline.eventCount) events, \(pipeline.alertCount) alerts\(refused)\(dropped)"
  }

  /// Ends it: everything is closed.
  /// - Throws: what could not be written, what has no answer, and files of the ruleset that could not be read.
  package func finish() throws(BadInput) {
    wishes.output?.close()
    wishes.record?.close()
    if let failure {
      throw BadInput(
        Diagnostic(
          .error, code: "not-written", "cannot write '\(failure.path)': \(failure.reason)",
          hint: "what was written before is whole; nothing more was read"))
    }
    guard pipeline.refusedCount == 0 else {
      throw BadInput(
        Diagnostic(
          .error, code: "not-taken", "\(pipeline.refusedCount) events could not be taken",
          hint: "see the messages above"))
    }
    try unanswered.check()
    try pipeline.ruleset.checkFiles()
  }
}
