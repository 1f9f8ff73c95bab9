import Bytes
import Diagnostics
import JSONText
import Memory
import Patterns
import Rulesets
import Senders

/// One run of the engine: what it keeps between events, and the only thing that changes.
///
/// A session holds fired counts, event history, first-time keys, accumulators and ignore times. Creating one is cheap;
/// every case gets its own. A session is used by one thread at a time.
///
/// ```swift
/// let ruleset = CompiledRuleset(try RulesetLoader.load(options))
/// let session = Session(ruleset)
/// let outcome = session.analyze(Event("Jan 10 12:00:00 web sshd[1]: Failed password for root"))
/// outcome.rule?.id
/// ```
public final class Session {
  /// The ruleset it runs.
  public let ruleset: CompiledRuleset
  /// Whether it behaves as the daemon: as the ruleset's options say, unless it was made to compare the two.
  package let runsAsDaemon: Bool

  // The event under way, and storage that is used again for each one.
  let event: EventState
  let scratch = MatchScratch()
  /// The same for hot loops.
  let workspace: MatchWorkspace
  let json: JSONReader
  let arrayReader = JSONReader()
  @exclusivity(unchecked) var writer = ByteWriter()

  @exclusivity(unchecked) var logLiterals = LogLiterals(.none)
  /// The bytes of the option: taken from there, every event would count references.
  private let managerName: PlainBuffer<UInt8>
  /// What the fast walk reads, as soon as the ruleset has it.
  @exclusivity(unchecked) private var fastProgram: Unmanaged<FastProgram>?
  @exclusivity(unchecked) var programNames = ProgramNames()
  @exclusivity(unchecked) var programEntry = ProgramNames.Entry()
  @exclusivity(unchecked) var candidateLists = CandidateLists()
  @exclusivity(unchecked) var fastPath = PlainBuffer<FastFrame>(capacity: 32)

  // What lasts from event to event.
  /// Captures that no order has taken yet; they outlive their event (docs/reference/regex.md §8).
  @exclusivity(unchecked) var captures = PlainBuffer<ByteRange>(capacity: 32)
  @exclusivity(unchecked) var accumulator = Accumulator()
  @exclusivity(unchecked) var firstTimeKeys = FirstTimeKeys()
  @exclusivity(unchecked) var history: History
  let differences: DifferenceStore
  /// Per rule: how often it was the result.
  @exclusivity(unchecked) var firedTimes: [Int]
  /// Per rule: when its `ignore` time began.
  @exclusivity(unchecked) private var ignoreTimers: [Int: Int] = [:]
  /// Values that rules with `ignore` have recorded; only used without the engine's defects.
  @exclusivity(unchecked) private var ignored: Set<[ByteString: ByteString]> = []
  /// How many events it has seen.
  @exclusivity(unchecked) public private(set) var eventCount = 0
  @exclusivity(unchecked) private var hour: Int?
  @exclusivity(unchecked) private var relayed = -1
  /// Whether the event under way is judged as the daemon does it, not as logtest.
  @exclusivity(unchecked) private(set) var judgesAsDaemon: Bool
  /// Whether the document is that of the archives, in which `no_full_log` says nothing.
  @exclusivity(unchecked) private(set) var showsWholeLog = false
  /// Whether the documents of messages are those of the archives; else they are those of the alerts, as for logs.
  @exclusivity(unchecked) package var archivesMessages = true
  /// Whether the last event was a message.
  @exclusivity(unchecked) private var hasMessage = false
  /// Whether nobody ever asks if the event under way is an alert.
  @exclusivity(unchecked) private var isUnanswered = false
  /// What decoders in code work with; most sessions never meet one.
  private(set) lazy var codeDecoding = CodeDecoding(
    event: event, json: json, decoders: ruleset.builtIn, fieldLimit: ruleset.fieldLimit,
    secondsFromUTC: { [zone = ruleset.options.zone] in zone.secondsFromUTC(at: $0) })

  // What became of the event under way.
  @exclusivity(unchecked) private var result: Result
  @exclusivity(unchecked) private var messages: [LoadMessage] = []
  @exclusivity(unchecked) private var logLines: [String] = []
  @exclusivity(unchecked) private var diagnostics: [Diagnostic] = []

  private struct Result {
    var verdict = Verdict.noDecoder
    var isAlert = false
    /// The rule that is reported.
    var rule: Int?
    /// The rule whose counter is shown: the same, or the suppressed child of it.
    var counter: Int?
  }

  /// A fresh session.
  /// - Parameters:
  ///   - ruleset: what it runs.
  ///   - differences: the logs that `check_diff` compares with; sessions that share it see each other's.
  public convenience init(_ ruleset: CompiledRuleset, differences: DifferenceStore = DifferenceStore()) {
    self.init(ruleset, differences: differences, runsAsDaemon: ruleset.options.runsAsDaemon)
  }

  /// A fresh session that behaves as the daemon or as logtest, whatever the ruleset's options say.
  package init(_ ruleset: CompiledRuleset, differences: DifferenceStore = DifferenceStore(), runsAsDaemon: Bool) {
    self.ruleset = ruleset
    self.runsAsDaemon = runsAsDaemon
    self.differences = differences
    event = EventState(names: ruleset.fieldNames)
    json = JSONReader(text: event.arena)
    workspace = MatchWorkspace(scratch)
    let memory = EventMemory(
      capacity: ruleset.loaded.settings.memorySize,
      keptSeconds: ruleset.options.fixesDefects ? ruleset.longestTimeframe : ruleset.largestFrequency,
      demand: ruleset.historyDemand)
    history = History(memory: memory, keys: ruleset.historyKeys)
    firedTimes = Array(repeating: 0, count: ruleset.rules.count)
    result = Result()
    judgesAsDaemon = runsAsDaemon
    managerName = PlainBuffer(ruleset.options.managerName.bytes)
  }

  deinit {
    history.deallocate()
    logLiterals.deallocate()
    programNames.deallocate()
    candidateLists.deallocate()
    fastPath.deallocate()
    captures.deallocate()
    managerName.deallocate()
  }

  // MARK: Analysis

  /// Analyses one event.
  public func analyze(_ event: Event) -> Outcome {
    var observer = NoObserver()
    return analyze(event, observer: &observer)
  }

  /// Analyses one event under an observer's eyes.
  public func analyze(_ event: Event, observer: inout some AnalysisObserver) -> Outcome {
    _ = process(event, observer: &observer)
    return outcome()
  }

  /// Runs one event through the engine without telling more than the verdict; ``outcome()`` has the rest.
  public func process(_ log: ByteView, location: ByteView, time: EventTime) -> Verdict {
    var observer = NoObserver()
    return process(log, location: location, time: time, observer: &observer)
  }

  /// Runs any event through the engine without telling more than the verdict; ``outcome()`` has the rest.
  public func process(_ event: Event) -> Verdict {
    var observer = NoObserver()
    return process(event, observer: &observer)
  }

  private func process(_ event: Event, observer: inout some AnalysisObserver) -> Verdict {
    event.log.withView { log in
      event.location.withView { location in
        if event.isPlainLog {
          _ = process(log, location: location, time: event.time, observer: &observer)
        } else {
          processMessage(event, log, location: location, observer: &observer)
        }
      }
    }
    return result.verdict
  }

  private func process(
    _ log: ByteView, location: ByteView, time: EventTime, observer: inout some AnalysisObserver
  ) -> Verdict {
    if hasMessage { forgetMessage() }
    begin(at: time)
    guard open(log, location: location) else {
      result.verdict = .refused
      return .refused
    }
    decodeLog(&observer)
    return result.verdict
  }

  /// Takes the log the way that most go: header, decoders of the ruleset, rules.
  @inline(__always)
  private func decodeLog(_ observer: inout some AnalysisObserver) {
    Predecoder.run(on: event, managerName: managerNameView)
    let fast = observer.isWatching ? nil : findFastProgram()
    if let fast {
      fast._withUnsafeGuaranteedRef {
        lookUpProgramName($0)
        decodeFast($0)
      }
    } else {
      decode(&observer)
    }
    if event.decoderAccumulates, accumulator.run(on: event, &observer) { noteFullAccumulator() }
    judgeEvent(fast, &observer)
  }

  /// Goes back to logs after a message.
  @inline(never)
  private func forgetMessage() {
    hasMessage = false
    judgesAsDaemon = runsAsDaemon
    showsWholeLog = false
    isUnanswered = false
  }

  /// A message that does not go the way of logs, or that is taken as the daemon takes it.
  @inline(never)
  private func processMessage(
    _ message: Event, _ log: ByteView, location: ByteView, observer: inout some AnalysisObserver
  ) {
    hasMessage = true
    judgesAsDaemon = message.isMessage || runsAsDaemon
    showsWholeLog = message.isMessage && archivesMessages
    isUnanswered = false
    begin(at: message.time)
    for warning in message.warnings {
      diagnostics.append(Diagnostic(.warning, code: "sent-badly", warning.message, hint: warning.hint))
    }
    var queue = message.queue
    if message.isMessage {
      guard let opened = openMessage(log) else {
        result.verdict = .refused
        return
      }
      queue = opened
    } else if !open(log, location: location) {
      result.verdict = .refused
      return
    }
    guard queue != .log else { return decodeLog(&observer) }
    codeDecoding.answers = message.answers
    guard decodeInCode(queue, &observer) else {
      isUnanswered = queue == .windows
      return
    }
    let fast = observer.isWatching ? nil : findFastProgram()
    if let fast { fast._withUnsafeGuaranteedRef { lookUpProgramName($0) } }
    judgeEvent(fast, &observer)
  }

  @inline(__always)
  private func judgeEvent(_ fast: Unmanaged<FastProgram>?, _ observer: inout some AnalysisObserver) {
    guard !ruleset.roots.isEmpty else { return refuse("(7312): Failed to process the event") }
    if event.category == .ossecAlert, let rule = relayedRule {
      firedTimes[rule] += 1
      return judge(RuleResult(rule: rule, parent: nil))
    }
    if judgesAsDaemon, isIncompleteFirewallEvent {
      result.verdict = .droppedByFirewallFilter
      return
    }
    if let fast {
      judge(fast._withUnsafeGuaranteedRef { evaluateRulesFast($0) })
    } else {
      judge(evaluateRules(&observer))
    }
  }

  /// The manager's whole name.
  var managerNameView: ByteView { ByteView(managerName.buffer) }

  /// Analyses one event and tells no more of it than how it is judged: no document is made.
  package func judge(_ event: Event) -> Judgement {
    _ = process(event)
    return judgement
  }

  /// How the last event was judged.
  package var judgement: Judgement {
    Judgement(
      verdict: result.verdict, isAlert: result.isAlert, rule: result.rule,
      suppressed: result.counter == result.rule ? nil : result.counter)
  }

  /// Whether the last event is one of those that daemon and logtest treat differently, or one from which on they can: all
  /// their differences begin with a firewall event that lacks fields, a rule with `ignore`, or one whose alert is
  /// decided by an option (docs/reference/rules.md §13.4).
  package var canDifferFromOtherMode: Bool {
    if isIncompleteFirewallEvent { return true }
    guard let rule = result.counter ?? result.rule else { return false }
    let effect = ruleset.effects[rule]
    return effect.level > 0
      && (effect.ignoreSeconds > 0
        || effect.writesAlert != (effect.level >= ruleset.loaded.settings.logAlertLevel))
  }

  /// Whether an event has ended in a rule.
  package func hasFired(rule: Int) -> Bool { firedTimes[rule] > 0 }

  /// The fields for the lack of which the daemon drops the last event; empty when it does not.
  package var fieldsMissingForFirewall: [StaticField] {
    guard event.category == .firewall else { return [] }
    return Self.firewallFields.filter { event[$0] == nil }
  }

  private func findFastProgram() -> Unmanaged<FastProgram>? {
    if fastProgram == nil, let found = ruleset.fastProgram() {
      fastProgram = found
      logLiterals.deallocate()
      logLiterals = found._withUnsafeGuaranteedRef { LogLiterals($0.literals) }
    }
    return fastProgram
  }

  private func lookUpProgramName(_ fast: FastProgram) {
    logLiterals.reset()
    programEntry = ProgramNames.Entry()
    guard let name = event.programName else { return }
    programEntry = programNames.entry(for: event.arena.view(name), in: fast, workspace)
  }

  /// How far local time is ahead of UTC when the event arrives.
  var secondsFromUTC: Int { ruleset.options.zone.secondsFromUTC(at: event.time.seconds) }

  private func begin(at time: EventTime) {
    if captures.count == 0 {
      event.reset(time: time)
    } else {
      let leftovers = captures.buffer.map(event.arena.copy)
      event.reset(time: time)
      captures.removeAll()
      for capture in leftovers { captures.append(event.arena.append(capture)) }
    }
    result = Result()
    // PERF: to empty an array that is empty counts references all the same.
    if !messages.isEmpty { messages.removeAll(keepingCapacity: true) }
    if !logLines.isEmpty { logLines.removeAll(keepingCapacity: true) }
    if !diagnostics.isEmpty { diagnostics.removeAll(keepingCapacity: true) }
    eventCount += 1
    guard judgesAsDaemon else { return }
    let now = (time.seconds + secondsFromUTC).quotientAndRemainderFloored(by: 3600).quotient
    if let hour, hour != now { for index in firedTimes.indices { firedTimes[index] = 0 } }
    hour = now
  }

  private func open(_ log: ByteView, location: ByteView) -> Bool {
    guard log.count + location.count + 4 <= Envelope.limit else {
      diagnostics.append(
        Diagnostic(
          .error, code: "log-too-long",
          "the log has \(log.count) bytes; the engine takes at most \(Envelope.limit - 1) with its location",
          hint: "an agent cuts such a line before it sends it: cut it in the test, too"))
      refuse("(7312): Failed to process the event")
      return false
    }
    guard Envelope.open(log, location: location, into: event) else {
      messages.append(LoadMessage(.error, "(1106): String not correctly formatted."))
      refuse("(7312): Failed to process the event")
      return false
    }
    return true
  }

  /// Opens a message of the queue; nil, with the reference's message, for what is none.
  private func openMessage(_ message: ByteView) -> Queue? {
    guard message.count <= QueueMessage.limit else {
      diagnostics.append(
        Diagnostic(
          .error, code: "log-too-long",
          "the message has \(message.count) bytes; a message of the queue has at most \(QueueMessage.limit)",
          hint: "the sender cuts what is longer: cut it in the test, too"))
      refuse("(7312): Failed to process the event")
      return nil
    }
    guard let end = QueueMessage.endOfLocation(message) else {
      var text: ByteString = "(1222): Invalid msg: "
      text.append(ByteString(message))
      refuse(text)
      return nil
    }
    guard Envelope.open(message: message, endOfLocation: end, into: event) else {
      refuse("(1106): String not correctly formatted.")
      return nil
    }
    return Queue(byte: message[0])
  }

  /// The manager drops the event before any rule sees it.
  func drop(_ reason: String) {
    result.verdict = .dropped
    diagnostics.append(Diagnostic(.warning, code: "dropped", "the manager drops this message: \(reason)"))
  }

  /// An error that belongs to this event.
  func noteError(_ text: String) { messages.append(LoadMessage(.error, ByteString(text))) }

  private func refuse(_ text: ByteString) {
    messages.append(LoadMessage(.error, text))
    result.verdict = .refused
  }

  // MARK: After the match, docs/reference/rules.md §11, §13.4

  private func judge(_ found: RuleResult?) {
    guard let found else {
      result.verdict = event.decoder == nil ? .noDecoder : .noRule
      return
    }
    let effect = ruleset.effects[found.rule]
    result.rule = found.rule
    result.counter = found.rule
    guard level(of: effect) > 0 else {
      result.verdict = .silenced
      return
    }
    if ruleset.options.fixesDefects, effect.remembersValues, isRemembered(ruleset.rules[found.rule].definition) {
      result.verdict = .suppressed
      return
    }
    if effect.ignoreSeconds > 0, isSuppressed(found.rule, for: effect.ignoreSeconds) {
      result.verdict = .suppressed
      if judgesAsDaemon { alertForParent(found.parent) }
      return
    }
    result.isAlert = isAlert(effect)
    result.verdict = result.isAlert ? .alert : isLogged(effect) ? .unlogged : .belowAlertLevel
    if ruleset.options.fixesDefects, effect.remembersValues {
      let words = ruleset.rules[found.rule].definition.remembered
      if !words.isEmpty { ignored.insert(ignoreKey(words)) }
    }
    remember(under: found.rule)
  }

  /// Whether the values of `check_if_ignored` have been recorded by a rule with `ignore`; the engine never finds them.
  private func isRemembered(_ rule: RuleDefinition) -> Bool {
    !rule.notWhenRemembered.isEmpty && ignored.contains(ignoreKey(rule.notWhenRemembered))
  }

  /// The values that the words of `ignore` stand for, with the words, in a fixed order.
  private func ignoreKey(_ words: [ByteString]) -> [ByteString: ByteString] {
    var key: [ByteString: ByteString] = [:]
    for word in words {
      let value: ByteRange?
      switch word {
      case "user": value = event[.dstuser]
      case "srcip": value = event[.srcip]
      case "dstip": value = event[.dstip]
      case "id": value = event[.id]
      case "data": value = event[.data]
      case "location": value = event.location
      case "name":
        key[word] = event.decoder?.reportedName ?? ""
        continue
      default: value = word.withView { event.dynamicValue(named: $0) }
      }
      key[word] = value.map(event.arena.copy) ?? ""
    }
    return key
  }

  /// Fixed, a rule of level 0 that sorts last stays one of level 0.
  private func level(of rule: RuleEffect) -> Int {
    ruleset.options.fixesDefects && rule.level == 99 ? 0 : rule.level
  }

  private func isAlert(_ rule: RuleEffect) -> Bool {
    if judgesAsDaemon || ruleset.options.fixesDefects { return rule.writesAlert }
    return rule.level >= ruleset.loaded.settings.logAlertLevel
  }

  /// Whether its level alone calls for an alert.
  private func isLogged(_ rule: RuleEffect) -> Bool { rule.level >= ruleset.loaded.settings.logAlertLevel }

  private func isSuppressed(_ rule: Int, for seconds: Int) -> Bool {
    guard let start = ignoreTimers[rule] else {
      ignoreTimers[rule] = event.time.seconds
      return false
    }
    if event.time.seconds - start < seconds { return true }
    // logtest forgets the time, so the next event is not suppressed either; the daemon starts it anew.
    let restarts = judgesAsDaemon || ruleset.options.fixesDefects
    ignoreTimers[rule] = restarts ? event.time.seconds : nil
    return false
  }

  private func alertForParent(_ parent: Int?) {
    guard let parent else { return }
    result.rule = parent
    result.isAlert = ruleset.rules[parent].definition.writesAlert
    if result.isAlert { result.verdict = .alert }
    remember(under: parent)
  }

  private func remember(under rule: Int) {
    history.remember(event, number: eventCount, under: rule, in: ruleset.historyLists(of: rule))
  }

  private var isIncompleteFirewallEvent: Bool {
    event.category == .firewall && Self.firewallFields.contains { event[$0] == nil }
  }

  private static let firewallFields: [StaticField] = [.action, .srcip, .dstip, .srcport, .dstport, .protocol]

  // MARK: What is said on the way

  /// A warning that belongs to this event.
  func warn(_ text: String) { messages.append(LoadMessage(.warning, ByteString(text))) }

  /// A line that the reference writes to its own log only.
  func logLine(_ text: String) { logLines.append(text) }

  /// The rule that an alert of another manager names; set by the plugin that reads such alerts.
  var relayedRule: Int? {
    get { relayed >= 0 ? relayed : nil }
    set { relayed = newValue ?? -1 }
  }

  /// The code of the diagnostic behind which an event has no certain answer.
  static let memoryCode = "pattern-memory"

  /// Why nothing can be said about the last event; nil when something can.
  package var unanswered: Diagnostic? {
    diagnostics.isEmpty ? nil : diagnostics.first { $0.code == Self.memoryCode }
  }

  /// What was odd about a match.
  func note(_ diagnostic: MatchDiagnostic, _ pattern: Pattern) {
    let message: String
    let code: String
    switch diagnostic {
    case .referenceCrash:
      code = "reference-crash"
      message = "the pattern '\(pattern.source)' would crash the engine on this log; taken as no match"
    case .limitReached(let number):
      code = "pattern-limit"
      message = "the pattern '\(pattern.source)' gave up on this log (PCRE2 error \(number)); taken as no match"
    case .outOfMemory(let megabytes):
      code = Self.memoryCode
      message =
        "the pattern '\(pattern.source)' needs more than \(megabytes) MB for this log; the engine might give it that much, "
        + "so nothing is said about this event"
    }
    guard !diagnostics.contains(where: { $0.message == message }) else { return }
    diagnostics.append(Diagnostic(code == Self.memoryCode ? .error : .warning, code: code, message))
  }

  private func noteFullAccumulator() {
    diagnostics.append(
      Diagnostic(
        .warning, code: "accumulator-full",
        "more than \(Accumulator.entryLimit) ids wait for <accumulate> within two minutes; the older half is forgotten, "
          + "which the engine would still have",
        hint: "let the clock of the test move on, or begin a new session"))
  }

  func noteEndlessLoop(rule: RuleDefinition) {
    guard !diagnostics.contains(where: { $0.code == "endless-loop" }) else { return }
    diagnostics.append(
      Diagnostic(
        .warning, code: "endless-loop",
        "rule \(rule.id) met another agent's event in its history: the engine would never end here",
        at: rule.location, hint: "add <global_frequency />, or count with if_matched_sid or if_matched_group"))
  }

  // MARK: Outcome

  /// Everything about the last event.
  public func outcome() -> Outcome {
    let definition = result.rule.map { ruleset.rules[$0].definition }
    var section: Outcome.Rule?
    if let rule = result.rule { section = ruleSection(rule, counter: result.counter ?? rule) }
    var document: ByteString?
    // An answer that is not certain is none.
    if unanswered != nil { result.verdict = .refused }
    if result.verdict != .refused, result.verdict != .dropped {
      // The daemon's documents know no rule of level 0.
      var shown = judgesAsDaemon && result.verdict == .silenced ? nil : section
      document = self.document(rule: &shown, definition: shown == nil ? nil : definition)
      if let shown { section = shown }
      if document == nil { refuse("(7312): Failed to process the event") }
    }
    let isRefused = result.verdict == .refused
    var outcome = Outcome(
      verdict: result.verdict, isAlert: result.isAlert && !isRefused, predecoding: predecoding(), decoder: decoder(),
      fields: fields(), rule: section, document: document, messages: messages,
      messageCode: isRefused || result.verdict == .dropped ? -1 : messages.contains { $0.level == .warning } ? 1 : 0,
      logLines: logLines,
      diagnostics: diagnostics)
    outcome.hasAlertAnswer = !isUnanswered
    if let counter = result.counter, counter != result.rule {
      outcome.ignoredRule = ruleset.rules[counter].definition.id
    }
    return outcome
  }

  /// The rule of the last event's alert; nil when there is none.
  func alertedRule() -> (RuleDefinition, Outcome.Rule)? {
    guard result.isAlert, let rule = result.rule else { return nil }
    return (ruleset.rules[rule].definition, ruleSection(rule, counter: result.counter ?? rule))
  }

  private func predecoding() -> Outcome.Predecoding {
    let copy = event.arena.copy
    return Outcome.Predecoding(
      timestamp: event.timestamp.map(copy), hostname: copy(event.hostname), programName: event.programName.map(copy),
      log: copy(event.log), location: copy(event.location), agentID: copy(event.agentID))
  }

  private func decoder() -> Outcome.Decoder {
    Outcome.Decoder(
      name: event.decoder?.reportedName, parent: event.decoder?.definition.parent,
      definition: event.decoder.flatMap { $0.index >= 0 ? $0.index : nil })
  }

  private func fields() -> [Outcome.Field] {
    var fields: [Outcome.Field] = []
    for field in StaticField.allCases {
      guard let value = event[field] else { continue }
      fields.append(.init(name: ByteString(String(describing: field.name)), value: event.arena.copy(value)))
    }
    for field in event.dynamic.buffer {
      fields.append(.init(name: event.arena.copy(field.name), value: event.arena.copy(field.value)))
    }
    return fields
  }
}
