import Analysis
import Bytes
import Corpora

/// Runs two rulesets over a corpus, event by event, and counts what comes out differently.
///
/// Each has one session for all events in their order: what a manager with one thread would do, exactly.
package final class DiffRun {
  /// So many batches stay in memory, for what went before a witness.
  private static let kept = 24

  private let table = DecoderTable()
  private let old: DiffSide
  private let new: DiffSide
  private let options: DiffOptions
  private var tally = DiffTally()
  private var batches: [CorpusBatch]
  private var current = 0
  /// When the last event of an agent came.
  private var lastSeconds: [UInt64: Int] = [:]
  private let reach: Int

  package init(old: CompiledRuleset, new: CompiledRuleset, _ options: DiffOptions = DiffOptions()) {
    old.prepareForManyEvents()
    new.prepareForManyEvents()
    self.old = DiffSide(old, table, comparesDocuments: options.comparesDocuments)
    self.new = DiffSide(new, table, comparesDocuments: options.comparesDocuments)
    self.options = options
    tally.witnessLimit = max(1, options.witnesses)
    batches = (0..<Self.kept).map { _ in CorpusBatch() }
    let spans = (old.loaded.rules.rules + new.loaded.rules.rules).filter(\.searchesHistory).map(\.timeframe)
    reach = max(360, spans.max() ?? 0)
  }

  /// Runs over the corpus, or over as much of it as there is time for.
  /// - Parameters:
  ///   - shouldStop: is asked between batches.
  ///   - progress: is told after each batch.
  package func run(
    _ corpus: Corpus, shouldStop: () -> Bool = { false }, progress: () -> Void = {}
  ) async -> DiffTally {
    var isMore = corpus.fill(next())
    while isMore, !shouldStop() {
      isMore = options.threads > 1 ? await runAtOnce(corpus) : runInTurn(corpus)
      progress()
    }
    var counts = corpus.counts
    counts.notReplayable.merge(tally.corpus.notReplayable, uniquingKeysWith: +)
    tally.corpus = counts
    finish(old, \.old)
    finish(new, \.new)
    if !options.againstRecorded { tally.shared.add(old.sharedState(\.oldHistory)) }
    tally.shared.add(new.sharedState(\.newHistory))
    return tally
  }

  /// The batch behind the current one.
  private func next() -> CorpusBatch { batches[(current + 1) % Self.kept] }

  private func runInTurn(_ corpus: Corpus) -> Bool {
    current = (current + 1) % Self.kept
    let batch = batches[current]
    if !options.againstRecorded { old.run(batch) }
    new.run(batch)
    compare(batch, corpus)
    return corpus.fill(next())
  }

  /// Each does its own: one reads the next batch, the others run this one.
  private struct Worker: @unchecked Sendable {
    let run: () -> Void
  }

  private func runAtOnce(_ corpus: Corpus) async -> Bool {
    current = (current + 1) % Self.kept
    let batch = batches[current]
    let following = next()
    var isMore = false
    let workers = [
      Worker { [self] in if !options.againstRecorded { old.run(batch) } }, Worker { [self] in new.run(batch) },
    ]
    await withTaskGroup(of: Void.self) { group in
      for worker in workers { group.addTask { worker.run() } }
      isMore = corpus.fill(following)
      await group.waitForAll()
    }
    compare(batch, corpus)
    return isMore
  }

  private func finish(_ side: DiffSide, _ path: WritableKeyPath<DiffTally.RuleCount, Int>) {
    let rules = side.ruleset.loaded.rules.rules
    for (index, count) in side.alerts.enumerated() where count > 0 {
      tally.rules[rules[index].id, default: .init()][keyPath: path] += count
    }
  }

  private func compare(_ batch: CorpusBatch, _ corpus: Corpus) {
    for index in batch.records.indices {
      let record = batch.records[index]
      let other = new.answers[index]
      noteAgent(batch.bytes.view(record.agent), at: record.seconds)
      guard options.againstRecorded else {
        let one = old.answers[index]
        if options.calibrates { calibrate(one, record, batch) }
        compare(one, other, index, batch, corpus)
        continue
      }
      guard let one = recorded(record, batch, beside: other) else {
        tally.corpus.notReplayable["without the manager's outcome", default: 0] += 1
        continue
      }
      if one.isAlert { tally.rules[Int(one.rule), default: .init()].old += 1 }
      compare(one, other, index, batch, corpus)
    }
  }

  @inline(__always)
  private func compare(
    _ one: DiffSide.Answer, _ other: DiffSide.Answer, _ index: Int, _ batch: CorpusBatch, _ corpus: Corpus
  ) {
    if one.isAlert { tally.oldAlerts += 1 }
    if other.isAlert { tally.newAlerts += 1 }
    if one.isUnanswered || other.isUnanswered { tally.unanswered += 1 }
    guard let kind = Self.kind(one, other) else { return }
    note(kind, one, other, index, batch, corpus)
  }

  private func note(
    _ kind: DiffKind, _ one: DiffSide.Answer, _ other: DiffSide.Answer, _ index: Int, _ batch: CorpusBatch,
    _ corpus: Corpus
  ) {
    guard options.kinds.isEmpty || options.kinds.contains(kind) else { return }
    tally.changed += 1
    if kind == .lost { tally.rules[Int(one.rule), default: .init()].lost += 1 }
    if kind == .gained { tally.rules[Int(other.rule), default: .init()].gained += 1 }
    let decoder = table.name(one.decoder)
    tally.changedByDecoder[decoder.isEmpty ? "none" : decoder, default: [:]][kind, default: 0] += 1
    let agent = batch.bytes.copy(batch.records[index].agent)
    tally.changedByAgent[agent.description, default: [:]][kind, default: 0] += 1
    let key = GroupKey(
      kind: kind, old: one.mark, new: other.mark,
      decoders: kind == .decoder ? [decoder, table.name(other.decoder)] : [])
    keep(index, of: batch, in: key, corpus, hasHistory: one.hasHistory || other.hasHistory)
  }

  // MARK: What the manager wrote down

  /// What the manager made of an event, as far as its archives say; nil where they do not.
  /// - Parameter other: what is compared with it, and stands for what the archives do not say.
  private func recorded(
    _ record: CorpusRecord, _ batch: CorpusBatch, beside other: DiffSide.Answer
  ) -> DiffSide.Answer? {
    guard record.recordedRule != CorpusRecord.unknownRule else { return nil }
    var answer = other
    (answer.isIgnored, answer.hasHistory, answer.isUnanswered) = (other.isIgnored, false, false)
    if record.recordedRule == CorpusRecord.noRule {
      // A rule of level 0 is not written down.
      guard other.rule >= 0, other.level > 0 else { return answer }
      (answer.rule, answer.level, answer.isAlert, answer.verdict) = (-1, 0, false, .noRule)
      return answer
    }
    let isAlert = Int(record.recordedLevel) >= new.ruleset.loaded.settings.logAlertLevel
    if answer.rule != record.recordedRule || answer.level != record.recordedLevel {
      answer.isIgnored = false
      (answer.rule, answer.level) = (record.recordedRule, record.recordedLevel)
      (answer.isAlert, answer.verdict) = (isAlert, isAlert ? .alert : .belowAlertLevel)
    }
    let name = batch.bytes.view(record.decoder)
    if !record.decoder.isEmpty, !table.ownName(other.decoder).withView({ $0 == name }) {
      answer.decoder = table.number(ByteString(name), parent: nil)
    }
    return answer
  }

  private func calibrate(_ one: DiffSide.Answer, _ record: CorpusRecord, _ batch: CorpusBatch) {
    guard let written = recorded(record, batch, beside: one) else { return }
    var cause = DiffTally.agreement
    if Self.kind(written, one) != nil {
      let start = tally.corpus.first ?? record.seconds
      if record.seconds - start <= reach {
        cause = "in the first \(reach) s, before which the corpus does not reach"
      } else if one.hasHistory {
        cause = "of rules that count or remember"
      } else {
        cause = written.rule == one.rule ? "with another decoder or level" : "of another rule"
      }
    }
    tally.calibration[cause, default: 0] += 1
    if tally.corpus.first == nil { tally.corpus.first = record.seconds }
  }

  /// How two answers differ; nil where they do not.
  static func kind(_ one: DiffSide.Answer, _ other: DiffSide.Answer) -> DiffKind? {
    if one.isAlert != other.isAlert {
      if one.isIgnored != other.isIgnored { return .suppressed }
      return one.isAlert ? .lost : .gained
    }
    if one.isIgnored != other.isIgnored { return .suppressed }
    if one.rule != other.rule { return .rule }
    if one.level != other.level || one.verdict != other.verdict { return .level }
    if one.decoder != other.decoder { return .decoder }
    if one.fields != other.fields { return .fields }
    return one.document != other.document ? .document : nil
  }

  private func noteAgent(_ agent: ByteView, at seconds: Int) {
    let hash = StableHash.of(agent)
    guard let last = lastSeconds.updateValue(seconds, forKey: hash) else {
      tally.agents.insert(hash)
      return
    }
    if seconds < last - CorpusCounts.jump { tally.clockJumps += 1 }
  }

  // MARK: Witnesses

  private func keep(
    _ index: Int, of batch: CorpusBatch, in key: GroupKey, _ corpus: Corpus, hasHistory: Bool
  ) {
    var group = tally.groups[key] ?? DiffGroup()
    group.count += 1
    // So that the group is changed in its place.
    tally.groups[key] = nil
    defer { tally.groups[key] = group }
    let record = batch.records[index]
    let limit = tally.witnessLimit
    if group.witnesses.count >= limit, let last = group.witnesses.last, Int(record.log.count) > last.given.log.count {
      return
    }
    var witness = Witness(
      given: Self.given(record, batch), agent: batch.bytes.copy(record.agent),
      place: Self.place(of: record, batch, corpus))
    if group.witnesses.count >= limit, let last = group.witnesses.last, !Witness.precedes(witness, last) { return }
    if hasHistory { witness.context = context(before: index, record) }
    group.witnesses = Witness.merge(group.witnesses, [witness], keeping: limit)
  }

  private static func given(_ record: CorpusRecord, _ batch: CorpusBatch) -> Witness.Given {
    let event = batch.event(of: record)
    return Witness.Given(log: event.log, location: event.location, time: event.time, format: event.format)
  }

  private static func place(of record: CorpusRecord, _ batch: CorpusBatch, _ corpus: Corpus) -> String {
    if !record.id.isEmpty { return batch.bytes.copy(record.id).description }
    let path = corpus.files[Int(record.file)].path
    return "\(path == "-" ? "standard input" : path):\(record.line)"
  }

  /// The last events of the same agent, as far back as any rule looks.
  private func context(before index: Int, _ record: CorpusRecord) -> [Witness.Given] {
    var found: [Witness.Given] = []
    let agent = batches[current].bytes.view(record.agent)
    // The one behind the current one is being read.
    for back in 0..<Self.kept - 1 {
      let batch = batches[(current + Self.kept - back) % Self.kept]
      let end = back == 0 ? index : batch.records.count
      for place in (0..<end).reversed() {
        let earlier = batch.records[place]
        guard record.seconds - earlier.seconds <= reach, found.count < options.context else { return found.reversed() }
        guard batch.bytes.view(earlier.agent) == agent, earlier.seconds <= record.seconds else { continue }
        found.append(Self.given(earlier, batch))
      }
    }
    return found.reversed()
  }
}
