import Bytes
import JSONText
import Rulesets

/// The last stage: writes an event's document and its alert as text, and collects what is known about it.
final class AlertWriter {
  let ruleset: CompiledRuleset
  let event: EventState
  let notes: EventLog
  let history: HistorySearch
  let arrayReader = JSONReader()
  @exclusivity(unchecked) var writer = ByteWriter()
  // PERF: groups are told from compliance and techniques are looked up once per rule: that is a sixth of a document's time.
  /// What the sections of rules have in common, by the rule's index: filled as rules are met.
  @exclusivity(unchecked) var sections: [Int: Outcome.Rule] = [:]
  /// Whether the document is that of the archives, in which `no_full_log` says nothing.
  @exclusivity(unchecked) var showsWholeLog = false

  init(_ ruleset: CompiledRuleset, _ history: HistorySearch) {
    self.ruleset = ruleset
    self.history = history
    event = history.event
    notes = history.notes
  }

  /// How far local time is ahead of UTC when the event arrives.
  var secondsFromUTC: Int { ruleset.options.zone.secondsFromUTC(at: event.time.seconds) }
}
