import Analysis
import Bytes
import Corpora
import Diagnostics
import JSONText
import Senders

extension DiffPartial {
  /// Reads a line.
  /// - Returns: nil for what is no part of a diff, or not a whole one.
  package init?(line: ByteView) {
    let reader = JSONReader()
    guard reader.parse(line), reader.root.kind == .object, reader.root["format"]?.string == "assay-diff-partial",
      reader.root["version"]?.number == Double(Self.version), let identity = reader.root["rulesets"]?.string,
      let old = reader.root["old"]?.string, let new = reader.root["new"]?.string,
      let tally = PartialReading(reader.root).tally
    else { return nil }
    self.init(identity: identity, old: old, new: new, tally: tally)
    isPartial = reader.root["partial"]?.bool ?? false
  }
}

/// The numbers of a part.
private struct PartialReading {
  private let root: JSONValue

  init(_ root: JSONValue) { self.root = root }

  var tally: DiffTally? {
    var tally = DiffTally()
    guard let numbers = root["numbers"]?.children.map(Self.integer), numbers.count == 10,
      let groups = root["groups"]?.children
    else { return nil }
    (tally.corpus.events, tally.corpus.filtered) = (numbers[0], numbers[1])
    (tally.corpus.withRule, tally.corpus.recorded) = (numbers[2], numbers[3])
    (tally.changed, tally.oldAlerts, tally.newAlerts) = (numbers[4], numbers[5], numbers[6])
    (tally.unanswered, tally.clockJumps, tally.witnessLimit) = (numbers[7], numbers[8], max(1, numbers[9]))
    tally.corpus.first = root["first"].map(Self.integer)
    tally.corpus.last = root["last"].map(Self.integer)
    tally.corpus.notReplayable = counts(root["not_replayed"])
    tally.corpus.unreadable = counts(root["lost_lines"])
    tally.calibration = counts(root["calibration"])
    tally.agents = Set((root["agents"]?.children ?? []).compactMap { $0.string.flatMap { UInt64($0, radix: 16) } })
    tally.uncertain = Set((root["uncertain"]?.children ?? []).map(Self.integer))
    guard let shared = root["shared"], shared.kind == .object else { return nil }
    guard let known = self.shared(shared) else { return nil }
    tally.shared = known
    for entry in root["rules"]?.children ?? [] {
      let row = entry.children.map(Self.integer)
      guard row.count == 5 else { return nil }
      tally.rules[row[0]] = DiffTally.RuleCount(old: row[1], new: row[2], lost: row[3], gained: row[4])
    }
    tally.changedByAgent = kinds(root["by_agent"])
    tally.changedByDecoder = kinds(root["by_decoder"])
    for group in groups {
      guard let (key, value) = self.group(group) else { return nil }
      tally.groups[key] = value
    }
    return tally
  }

  private static func integer(_ value: JSONValue) -> Int { value.number.flatMap { Int(exactly: $0) } ?? 0 }

  private func shared(_ value: JSONValue) -> SharedState? {
    func keys(_ name: StaticString, unknown: StaticString) -> SharedState.Keys {
      let marks = (value[name]?.children ?? []).compactMap { $0.string.flatMap { UInt64($0, radix: 16) } }
      return SharedState.Keys(marks: Set(marks), areUnknown: value[unknown]?.bool ?? true)
    }
    guard let old = history(value["old_history"]), let new = history(value["new_history"]) else { return nil }
    var state = SharedState(
      rules: rules(value["rules"]), firstTimeRules: rules(value["first_time"]),
      keys: keys("keys", unknown: "unknown_keys"))
    state.accumulatingRules = rules(value["accumulating"])
    state.accumulated = keys("accumulated", unknown: "unknown_accumulated")
    (state.oldHistory, state.newHistory) = (old, new)
    return state
  }

  private func rules(_ value: JSONValue?) -> Set<Int> { Set((value?.children ?? []).map(Self.integer)) }

  private func history(_ value: JSONValue?) -> SharedHistory? {
    guard let value, let numbers = value["numbers"]?.children.map(Self.integer), numbers.count == 3 else { return nil }
    var history = SharedHistory()
    (history.capacity, history.events, history.peak) = (numbers[0], numbers[1], numbers[2])
    (history.farRules, history.nearRules) = (rules(value["far"]), rules(value["near"]))
    return history
  }

  private func counts(_ value: JSONValue?) -> [String: Int] {
    var found: [String: Int] = [:]
    for entry in value?.children ?? [] {
      if let name = entry["name"]?.string, let count = entry["count"] { found[name] = Self.integer(count) }
    }
    return found
  }

  private func kinds(_ value: JSONValue?) -> [String: [DiffKind: Int]] {
    var found: [String: [DiffKind: Int]] = [:]
    for entry in value?.children ?? [] {
      guard let name = entry["name"]?.string else { continue }
      for (kind, count) in zip(DiffKind.allCases, entry["counts"]?.children ?? []) where Self.integer(count) > 0 {
        found[name, default: [:]][kind] = Self.integer(count)
      }
    }
    return found
  }

  private func group(_ value: JSONValue) -> (GroupKey, DiffGroup)? {
    guard let kind = value["kind"]?.string.flatMap(DiffKind.init(rawValue:)), let old = value["old"].flatMap(mark),
      let new = value["new"].flatMap(mark), let count = value["count"]
    else { return nil }
    let decoders = value["decoders"]?.children.compactMap(\.string) ?? []
    var group = DiffGroup()
    group.count = Self.integer(count)
    for entry in value["witnesses"]?.children ?? [] {
      guard let witness = witness(entry) else { return nil }
      group.witnesses.append(witness)
    }
    return (GroupKey(kind: kind, old: old, new: new, decoders: decoders), group)
  }

  private func mark(_ value: JSONValue) -> RuleMark? {
    guard let verdict = value["verdict"]?.string.flatMap(Verdict.init(rawValue:)), let rule = value["rule"],
      let level = value["level"], let isAlert = value["alert"]?.bool, let isIgnored = value["ignored"]?.bool
    else { return nil }
    return RuleMark(
      id: Self.integer(rule), level: Self.integer(level), verdict: verdict, isAlert: isAlert, isIgnored: isIgnored)
  }

  private func witness(_ value: JSONValue) -> Witness? {
    var given: [Witness.Given] = []
    for event in value["events"]?.children ?? [] {
      guard let log = text(event["log"]), let location = text(event["location"]), let seconds = event["seconds"],
        let milliseconds = event["milliseconds"],
        let format = event["format"]?.string.flatMap(InputFormat.init(rawValue:))
      else { return nil }
      given.append(
        Witness.Given(
          log: log, location: location,
          time: EventTime(seconds: Self.integer(seconds), milliseconds: Self.integer(milliseconds)), format: format))
    }
    guard let last = given.popLast(), let agent = text(value["agent"]), let place = value["place"]?.string else {
      return nil
    }
    return Witness(given: last, agent: agent, place: place, context: given)
  }

  private func text(_ value: JSONValue?) -> ByteString? {
    value?.bytes.flatMap { $0.isEmpty ? "" : $0.withView { ByteString(base64: $0) } }
  }
}
