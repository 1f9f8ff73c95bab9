import Analysis
import Bytes
import Diagnostics
import JSONText
import Senders

/// Events through one session of the engine, and what becomes of them to whoever looks on.
package final class LivePipeline {
  private var session: Session
  /// Which alerts are of interest.
  package var filter: AlertFilter
  /// Whether events without an alert are of interest, too.
  private let wantsAll: Bool

  /// How many events the engine has seen.
  package private(set) var eventCount = 0
  /// How many alerts it raised, shown or not.
  package private(set) var alertCount = 0
  /// How many messages were none, or are dropped by the manager.
  package private(set) var refusedCount = 0
  /// How many events the manager takes and drops: what it cannot decode, or what lacks fields that it wants.
  package private(set) var droppedCount = 0
  /// Why nothing can be said about the last event; nil when something can.
  package var unanswered: Diagnostic? { session.unanswered }

  package init(_ ruleset: CompiledRuleset, filter: AlertFilter, wantsAll: Bool) {
    session = Self.session(ruleset)
    self.filter = filter
    self.wantsAll = wantsAll
  }

  private static func session(_ ruleset: CompiledRuleset) -> Session {
    ruleset.prepareForManyEvents()
    let session = Session(ruleset)
    session.archivesMessages = false
    return session
  }

  /// The ruleset it runs.
  package var ruleset: CompiledRuleset { session.ruleset }

  /// Goes on with another ruleset, in a new session: counters and history begin anew.
  package func change(to ruleset: CompiledRuleset) { session = Self.session(ruleset) }

  /// Runs a log.
  /// - Returns: what became of it, where that is wanted; nil for everything else.
  package func take(_ text: ByteView, from location: ByteString, at time: EventTime) -> Outcome? {
    eventCount += 1
    let verdict = location.withView { session.process(text, location: $0, time: time) }
    return outcome(verdict) { _ in location }
  }

  /// Runs a message of the manager's queue, `Q:LOCATION:TEXT`, as the daemon takes it.
  /// - Returns: what became of it, where that is wanted; nil for everything else.
  package func take(message: ByteString, at time: EventTime) -> Outcome? {
    eventCount += 1
    let verdict = session.process(Event(message: message, time: time))
    return outcome(verdict) { $0.predecoding.location }
  }

  private func outcome(_ verdict: Verdict, _ location: (Outcome) -> ByteString) -> Outcome? {
    if verdict == .alert { alertCount += 1 }
    if verdict == .refused { refusedCount += 1 }
    if verdict == .dropped { droppedCount += 1 }
    guard verdict == .alert || wantsAll else { return nil }
    let outcome = session.outcome()
    return filter.passes(outcome, from: location(outcome)) ? outcome : nil
  }

  /// Whether a collected event is a log, for the ruleset's decoders; all others go as messages.
  package static func isLog(_ event: CollectedEvent) -> Bool { Queue(byte: event.queue) == .log }

  /// A log as `assay try --input jsonl` and others read it again, with its line end.
  package static func record(_ text: ByteView, from location: ByteString, at time: EventTime) -> [UInt8] {
    record(ByteString(text), plain: "event", encoded: "event_b64", at: time) { $0.member("location", location) }
  }

  /// A message of the queue, likewise.
  package static func record(message: ByteString, at time: EventTime) -> [UInt8] {
    record(message, plain: "message", encoded: "message_b64", at: time) { _ in }
  }

  private static func record(
    _ text: ByteString, plain: StaticString, encoded: StaticString, at time: EventTime,
    _ members: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    var seconds = ByteWriter()
    seconds.write("\(time.seconds).")
    seconds.write(decimal: time.milliseconds, width: 3)
    var json = JSONWriter()
    json.object { json in
      if String(validating: text.bytes, as: UTF8.self) != nil {
        json.member(plain, text)
      } else {
        json.member(encoded, text.base64)
      }
      members(&json)
      json.member("time", raw: ByteString(seconds.bytes))
    }
    json.endLine()
    return json.bytes
  }
}
