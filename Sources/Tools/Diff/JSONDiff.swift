import Bytes
import JSONText

/// One object, as `schemas/diff.schema.json` says.
struct JSONDiff {
  let witnesses: Int

  func text(of result: DiffResult) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("version", 1)
      json.member("events", result.tally.corpus.events)
      json.member("changed", result.tally.changed)
      json.member("agents", result.tally.agents.count)
      json.member("partial", result.isPartial)
      json.member("unanswered", result.tally.unanswered)
      if let first = result.tally.corpus.first { json.member("first", first) }
      if let last = result.tally.corpus.last { json.member("last", last) }
      write(result.old, "old", &json)
      write(result.new, "new", &json)
      json.object("alerts") {
        $0.member("old", result.tally.oldAlerts)
        $0.member("new", result.tally.newAlerts)
      }
      json.object("counts") { json in
        for (kind, count) in result.counts {
          json.key(named: kind.rawValue)
          json.value(count)
        }
      }
      write(result.tally.corpus.notReplayable, "not_replayed", &json)
      write(result.tally.corpus.unreadable, "lost_lines", &json)
      json.member("filtered", result.tally.corpus.filtered)
      json.member("clock_jumps", result.tally.clockJumps)
      json.array("groups", result.entries) { write($0, result, &$1) }
      json.array("edits", result.edits) { write($0, &$1) }
      json.array("rules", result.tally.rules.sorted { $0.key < $1.key }) { rule, json in
        json.object {
          $0.member("rule", rule.key)
          $0.member("old", rule.value.old)
          $0.member("new", rule.value.new)
          $0.member("lost", rule.value.lost)
          $0.member("gained", rule.value.gained)
        }
      }
      json.object("load") {
        $0.array("gained", result.loadGained)
        $0.array("lost", result.loadLost)
      }
      write(result.tally.calibration, "calibration", &json)
      write(result.tally.changedByAgent, "by_agent", &json)
      write(result.tally.changedByDecoder, "by_decoder", &json)
      json.array("budget", result.budget) { finding, json in
        json.object {
          $0.member("line", finding.line)
          $0.member("message", finding.message)
        }
      }
      json.object("exactness") { json in
        json.member("exact", result.tally.uncertain.isEmpty)
        json.array("rules", result.tally.uncertain.sorted())
      }
    }
    json.endLine()
    return json.text
  }

  private func write(_ side: DiffResult.Side, _ name: StaticString, _ json: inout JSONWriter) {
    json.object(name) {
      $0.member("name", side.name)
      $0.member("rules", side.rules)
      $0.member("decoders", side.decoders)
    }
  }

  private func write(_ counts: [String: Int], _ name: StaticString, _ json: inout JSONWriter) {
    json.object(name) { json in
      for (key, count) in counts.sorted(by: { $0.key < $1.key }) {
        json.key(named: key)
        json.value(count)
      }
    }
  }

  private func write(_ counts: [String: [DiffKind: Int]], _ name: StaticString, _ json: inout JSONWriter) {
    json.object(name) { json in
      for (key, kinds) in counts.sorted(by: { $0.key < $1.key }) {
        json.key(named: key)
        json.object { json in
          for (kind, count) in kinds.sorted(by: { $0.key < $1.key }) {
            json.key(named: kind.rawValue)
            json.value(count)
          }
        }
      }
    }
  }

  private func write(_ entry: DiffResult.Entry, _ result: DiffResult, _ json: inout JSONWriter) {
    json.object { json in
      json.member("kind", entry.key.kind.rawValue)
      write(entry.key.old, "old", entry.key.decoders.first, result, &json)
      write(entry.key.new, "new", entry.key.decoders.last, result, &json)
      json.member("count", entry.group.count)
      json.array("edits", entry.cause.edits)
      json.member("proven", entry.cause.isProven)
      json.member("reason", entry.cause.reason)
      json.array("samples", entry.group.witnesses.prefix(witnesses)) { witness, json in
        json.object {
          $0.member("place", witness.place)
          $0.member("agent", witness.agent)
          $0.member("time", witness.given.time.unix)
          $0.member("location", witness.given.location)
          $0.member("event", witness.given.log)
        }
      }
    }
  }

  private func write(
    _ mark: RuleMark, _ name: StaticString, _ decoder: String?, _ result: DiffResult, _ json: inout JSONWriter
  ) {
    json.object(name) { json in
      if mark.id >= 0 {
        json.member("rule", mark.id)
        json.member("level", mark.level)
        json.member("description", result.descriptions[mark.id])
      }
      if let decoder { json.member("decoder", decoder) }
      json.member("verdict", mark.verdict.rawValue)
      json.member("alert", mark.isAlert)
      json.member("ignored", mark.isIgnored)
    }
  }

  private func write(_ edit: RulesetEdit, _ json: inout JSONWriter) {
    json.object { json in
      json.member("file", edit.location.file)
      json.member("line", edit.location.line)
      json.member("subject", edit.subject)
      json.member("summary", edit.summary)
      json.array("rules", edit.rules.sorted())
      json.array("decoders", edit.decoders.sorted())
    }
  }
}
