import Analysis
import Bytes
import JSONText

/// Events through one session of the engine, and what becomes of them to whoever looks on.
package final class LivePipeline {
  private var session: Session
  private let filter: AlertFilter
  /// Whether events without an alert are of interest, too.
  private let wantsAll: Bool

  /// How many events the engine has seen.
  package private(set) var eventCount = 0
  /// How many alerts it raised, shown or not.
  package private(set) var alertCount = 0

  package init(_ ruleset: CompiledRuleset, filter: AlertFilter, wantsAll: Bool) {
    ruleset.prepareForManyEvents()
    session = Session(ruleset)
    self.filter = filter
    self.wantsAll = wantsAll
  }

  /// Goes on with another ruleset, in a new session: counters and history begin anew.
  package func change(to ruleset: CompiledRuleset) {
    ruleset.prepareForManyEvents()
    session = Session(ruleset)
  }

  /// Runs an event.
  /// - Returns: what became of it, where that is wanted; nil for everything else.
  package func take(_ text: ByteView, from location: ByteString, at time: EventTime) -> Outcome? {
    eventCount += 1
    let verdict = location.withView { session.process(text, location: $0, time: time) }
    if verdict == .alert { alertCount += 1 }
    guard verdict == .alert || wantsAll else { return nil }
    let outcome = session.outcome()
    return filter.passes(outcome, from: location) ? outcome : nil
  }

  /// An event as `assay try --input jsonl` and others read it again, with its line end.
  package static func record(_ text: ByteView, from location: ByteString, at time: EventTime) -> [UInt8] {
    let event = ByteString(text)
    let isText = String(validating: event.bytes, as: UTF8.self) != nil
    var writer = ByteWriter()
    writer.write(isText ? "{\"event\":" : "{\"event_b64\":")
    writer.write(jsonString: isText ? event : event.base64)
    writer.write(",\"location\":")
    writer.write(jsonString: location)
    writer.write(",\"time\":\(time.seconds).")
    writer.write(decimal: time.milliseconds, width: 3)
    writer.write("}\n")
    return writer.bytes
  }
}
