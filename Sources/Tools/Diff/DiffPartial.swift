import Analysis
import Bytes
import Corpora
import Diagnostics
import JSONText
import Senders

/// What was counted over a part of a corpus, as a file of kilobytes: parts add up in any order.
///
/// It says which rulesets it is about, so that parts of different runs are not added.
package struct DiffPartial: Sendable {
  private static let format = "assay-diff-partial"
  /// Since 2 a part says which first-time keys it has met, and which memories it may have touched; since 3, what it asks of
  /// the memory of events, and what `<accumulate/>` keeps.
  package static let version = 3

  /// The rulesets: a number made of all their files, and how they were called.
  package var identity: String
  package var old: String
  package var new: String
  package var tally: DiffTally
  /// Whether the part was stopped before its end, or lost lines.
  package var isPartial = false

  package init(identity: String, old: String, new: String, tally: DiffTally) {
    self.identity = identity
    self.old = old
    self.new = new
    self.tally = tally
  }

  // MARK: Writing

  /// A line of JSON.
  package var text: String {
    var json = JSONWriter()
    json.object { json in
      json.member("format", Self.format)
      json.member("version", Self.version)
      json.member("rulesets", identity)
      json.member("old", old)
      json.member("new", new)
      json.member("partial", isPartial)
      write(tally, &json)
    }
    json.endLine()
    return json.text
  }

  private func write(_ tally: DiffTally, _ json: inout JSONWriter) {
    json.array(
      "numbers",
      [
        tally.corpus.events, tally.corpus.filtered, tally.corpus.withRule, tally.corpus.recorded, tally.changed,
        tally.oldAlerts, tally.newAlerts, tally.unanswered, tally.clockJumps, tally.witnessLimit,
      ])
    if let first = tally.corpus.first { json.member("first", first) }
    if let last = tally.corpus.last { json.member("last", last) }
    Self.write(tally.corpus.notReplayable, "not_replayed", &json)
    Self.write(tally.corpus.unreadable, "lost_lines", &json)
    Self.write(tally.calibration, "calibration", &json)
    json.array("agents", tally.agents.sorted().map { String($0, radix: 16) })
    Self.write(tally.shared, &json)
    json.array("uncertain", tally.uncertain.sorted())
    json.array("rules", tally.rules.sorted { $0.key < $1.key }) { rule, json in
      json.array([rule.key, rule.value.old, rule.value.new, rule.value.lost, rule.value.gained]) { $1.value($0) }
    }
    Self.write(tally.changedByAgent, "by_agent", &json)
    Self.write(tally.changedByDecoder, "by_decoder", &json)
    json.array("groups", tally.groups.sorted { $0.key < $1.key }) { group, json in
      json.object { json in
        json.member("kind", group.key.kind.rawValue)
        Self.write(group.key.old, "old", &json)
        Self.write(group.key.new, "new", &json)
        if !group.key.decoders.isEmpty { json.array("decoders", group.key.decoders) }
        json.member("count", group.value.count)
        json.array("witnesses", group.value.witnesses) { Self.write($0, &$1) }
      }
    }
  }

  private static func write(_ shared: SharedState, _ json: inout JSONWriter) {
    json.object("shared") { json in
      json.array("rules", shared.rules.sorted())
      json.array("first_time", shared.firstTimeRules.sorted())
      json.array("keys", shared.keys.marks.sorted().map { String($0, radix: 16) })
      json.member("unknown_keys", shared.keys.areUnknown)
      json.array("accumulating", shared.accumulatingRules.sorted())
      json.array("accumulated", shared.accumulated.marks.sorted().map { String($0, radix: 16) })
      json.member("unknown_accumulated", shared.accumulated.areUnknown)
      write(shared.oldHistory, "old_history", &json)
      write(shared.newHistory, "new_history", &json)
    }
  }

  private static func write(_ history: SharedHistory, _ name: StaticString, _ json: inout JSONWriter) {
    json.object(name) { json in
      json.array("numbers", [history.capacity, history.events, history.peak])
      json.array("far", history.farRules.sorted())
      json.array("near", history.nearRules.sorted())
    }
  }

  private static func write(_ counts: [String: Int], _ name: StaticString, _ json: inout JSONWriter) {
    json.array(name, counts.sorted { $0.key < $1.key }) { entry, json in
      json.object {
        $0.member("name", entry.key)
        $0.member("count", entry.value)
      }
    }
  }

  private static func write(_ counts: [String: [DiffKind: Int]], _ name: StaticString, _ json: inout JSONWriter) {
    json.array(name, counts.sorted { $0.key < $1.key }) { entry, json in
      json.object { json in
        json.member("name", entry.key)
        json.array("counts", DiffKind.allCases) { kind, json in json.value(entry.value[kind] ?? 0) }
      }
    }
  }

  private static func write(_ mark: RuleMark, _ name: StaticString, _ json: inout JSONWriter) {
    json.object(name) {
      $0.member("rule", mark.id)
      $0.member("level", mark.level)
      $0.member("verdict", mark.verdict.rawValue)
      $0.member("alert", mark.isAlert)
      $0.member("ignored", mark.isIgnored)
    }
  }

  private static func write(_ witness: Witness, _ json: inout JSONWriter) {
    json.object { json in
      json.member("agent", witness.agent.base64)
      json.member("place", witness.place)
      json.array("events", witness.context + [witness.given]) { given, json in
        json.object {
          $0.member("log", given.log.base64)
          $0.member("location", given.location.base64)
          $0.member("seconds", given.time.seconds)
          $0.member("milliseconds", given.time.milliseconds)
          $0.member("format", given.format.rawValue)
        }
      }
    }
  }
}
