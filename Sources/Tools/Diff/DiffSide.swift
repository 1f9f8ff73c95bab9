import Analysis
import Bytes
import Corpora
import Rulesets

/// One of the two rulesets, running over the corpus in one session from the first event to the last.
final class DiffSide {
  /// What it made of an event.
  struct Answer: Equatable {
    var rule: Int32
    var level: Int32
    var decoder: Int32
    var isAlert: Bool
    var isIgnored: Bool
    var verdict: Verdict
    var fields: Int
    /// Of the whole document, where documents are compared.
    var document: Int
    /// Whether it can depend on earlier events.
    var hasHistory = false
    /// Whether nothing can be said about the event.
    var isUnanswered = false

    var mark: RuleMark {
      RuleMark(id: Int(rule), level: Int(level), verdict: verdict, isAlert: isAlert, isIgnored: isIgnored)
    }
  }

  let ruleset: CompiledRuleset
  private let session: Session
  private let table: DecoderTable
  private let comparesDocuments: Bool
  private let ids: [Int32]
  private let levels: [Int32]
  /// Per rule: whether it, or one above it, asks what earlier events have left.
  private let isStateful: [Bool]
  private var decoderNumbers: [Int32]
  private var codeDecoders: [Int32: Int32] = [:]
  /// Alerts per rule.
  private(set) var alerts: [Int]
  /// What it made of the last batch.
  private(set) var answers: [Answer] = []
  private let shared: SharedMemory
  /// Per rule, whether events so far have ended there, and behind them whether some have ended in none.
  private var isMet: [Bool]
  private var meter: HistoryMeter
  private var accumulated: Set<UInt64> = []
  private var accumulatingRules: Set<Int> = []

  init(_ ruleset: CompiledRuleset, _ table: DecoderTable, comparesDocuments: Bool) {
    self.ruleset = ruleset
    self.table = table
    self.comparesDocuments = comparesDocuments
    session = Session(ruleset)
    session.noteHistoryReaches()
    meter = HistoryMeter(session)
    let rules = ruleset.loaded.rules
    ids = rules.rules.map { Int32(truncatingIfNeeded: $0.id) }
    levels = rules.rules.map { $0.level == 99 ? 0 : Int32(truncatingIfNeeded: $0.level) }
    isStateful = Self.stateful(rules) {
      $0.searchesHistory || $0.ifFirstTimeSeen || $0.checksDifference || $0.ignoreSeconds > 0
    }
    shared = SharedMemory(rules)
    isMet = Array(repeating: false, count: rules.rules.count + 1)
    decoderNumbers = Array(repeating: -1, count: ruleset.loaded.decoders.definitions.count)
    alerts = Array(repeating: 0, count: rules.rules.count)
  }

  /// Runs the events of a batch.
  func run(_ batch: CorpusBatch) {
    answers.removeAll(keepingCapacity: true)
    for record in batch.records { answers.append(answer(record, of: batch)) }
  }

  /// Runs an event.
  private func answer(_ record: CorpusRecord, of batch: CorpusBatch) -> Answer {
    batch.run(record, in: session)
    let traits = session.traits
    let rule = Int(traits.rule)
    var answer = Answer(
      rule: -1, level: 0, decoder: 0, isAlert: traits.isAlert, isIgnored: false, verdict: traits.verdict,
      fields: traits.fields, document: 0)
    if rule >= 0 {
      (answer.rule, answer.level) = (ids[rule], levels[rule])
      answer.isIgnored = traits.verdict == .suppressed || traits.counted != traits.rule
      answer.hasHistory = answer.isIgnored || isStateful[rule]
      if traits.isAlert { alerts[rule] += 1 }
      isMet[rule] = true
      if traits.counted >= 0 { isMet[Int(traits.counted)] = true }
    } else {
      isMet[isMet.count - 1] = true
    }
    meter.note(session, at: record.seconds)
    if let key = session.accumulatorKey { note(key, endingIn: rule) }
    answer.isUnanswered = session.unanswered != nil
    answer.decoder = decoder(traits.decoder)
    if comparesDocuments { answer.document = document() }
    return answer
  }

  private func note(_ key: ByteString, endingIn rule: Int) {
    // With one more than are told apart, they are unknown.
    if accumulated.count <= SharedState.Keys.most { accumulated.insert(StableHash.of(key)) }
    accumulatingRules.insert(rule >= 0 ? Int(ids[rule]) : RuleMark.noRule)
  }

  /// What the events so far may have left for other agents' events.
  /// - Parameter history: where it stands what this side asks of the memory of events.
  func sharedState(_ history: WritableKeyPath<SharedState, SharedHistory>) -> SharedState {
    let marks = Set(session.firstTimeKeys.map { StableHash.of($0) })
    var state = SharedState(keys: SharedState.Keys(marks: marks, areUnknown: session.comparesFirstTimeKeys))
    for rule in isMet.indices where isMet[rule] {
      let touched = rule < shared.byRule.count ? shared.byRule[rule] : shared.withoutRule
      state.rules.formUnion(touched.rules)
      state.firstTimeRules.formUnion(touched.firstTime)
    }
    state.accumulatingRules = accumulatingRules
    state.accumulated = SharedState.Keys(marks: accumulated)
    state[keyPath: history] = meter.history(of: session, ids: ids)
    return state
  }

  private func decoder(_ number: Int32) -> Int32 {
    guard number != EventTraits.noDecoder else { return 0 }
    if number >= 0 {
      let known = decoderNumbers[Int(number)]
      if known >= 0 { return known }
    } else if let known = codeDecoders[number] {
      return known
    }
    guard let (name, parent) = session.decoderNames else { return 0 }
    let found = table.number(name, parent: parent)
    if number >= 0 { decoderNumbers[Int(number)] = found } else { codeDecoders[number] = found }
    return found
  }

  /// A number made of the document, without what counts how much went before.
  private func document() -> Int {
    let outcome = session.outcome()
    var hasher = Hasher()
    hasher.combine(outcome.rule?.description)
    hasher.combine(outcome.rule?.groups)
    hasher.combine(outcome.rule?.mitreIDs)
    hasher.combine(outcome.rule?.mitreTactics)
    hasher.combine(outcome.rule?.mitreTechniques)
    hasher.combine(outcome.rule?.frequency)
    hasher.combine(outcome.rule?.mail)
    for compliance in outcome.rule?.compliance ?? [] {
      hasher.combine(compliance.framework)
      hasher.combine(compliance.requirements)
    }
    hasher.combine(outcome.predecoding.hostname)
    hasher.combine(outcome.predecoding.programName)
    return hasher.finalize()
  }

  /// The rules of which something holds, and all below them.
  private static func stateful(_ forest: RuleForest, _ holds: (RuleDefinition) -> Bool) -> [Bool] {
    var found = forest.rules.map(holds)
    var pending = forest.nodes.indices.filter { found[forest.nodes[$0].rule] }
    while let node = pending.popLast() {
      for child in forest.nodes[node].children where !found[forest.nodes[child].rule] {
        found[forest.nodes[child].rule] = true
        pending.append(child)
      }
    }
    return found
  }
}
