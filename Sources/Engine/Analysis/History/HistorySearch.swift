import Bytes
import Diagnostics
import Memory
import Patterns
import Rulesets

/// The events that rules remember, and the searches of them (docs/reference/rules.md §10).
final class HistorySearch {
  let ruleset: CompiledRuleset
  let event: EventState
  let notes: EventLog
  private let scratch: MatchScratch
  @exclusivity(unchecked) private var history: History
  /// Per rule, how far back its searches have been, once somebody wants to know; −1 where they met nothing.
  @exclusivity(unchecked) private var reaches: [Int] = []

  /// The most logs that an alert repeats.
  private static let previousLimit = 11

  init(_ ruleset: CompiledRuleset, _ event: EventState, _ notes: EventLog, _ scratch: MatchScratch) {
    self.ruleset = ruleset
    self.event = event
    self.notes = notes
    self.scratch = scratch
    let memory = EventMemory(
      capacity: ruleset.loaded.settings.memorySize,
      keptSeconds: ruleset.options.quirks.has(.shortMemory) ? ruleset.largestFrequency : ruleset.longestTimeframe,
      demand: ruleset.historyDemand)
    history = History(memory: memory, keys: ruleset.historyKeys)
  }

  /// The events that are remembered.
  var memory: EventMemory { history.memory }

  /// Remembers the event under a rule, for searches of later events.
  func remember(number: Int, under rule: Int) {
    history.remember(event, number: number, under: rule, in: ruleset.historyLists(of: rule))
  }

  /// Searches the history of a rule; on success the event carries the rule's mark and the logs that were counted.
  func search(rule index: Int, _ observer: inout some AnalysisObserver) -> Bool {
    let plan = ruleset.historyDemand.plan(of: index)
    var search = Search(rule: index, plan, isWatched: observer.isWatching, in: self)
    var entries: [HistoryReport.Entry] = []
    let found: Bool
    switch plan.source {
    case .none: return false
    case .missing:
      notes.line("No sid search.")
      return false
    case .list(let list):
      found = run(&search, over: places(of: list, key: plan.key, isWatched: search.isWatched), &entries)
    case .memory: found = runOverMemory(&search, memoryPattern(of: index), &entries)
    }
    if !found { event.previous.removeAll() }
    if !reaches.isEmpty { note(search, hasFound: found) }
    if search.isWatched { observer.rules(.history(rule: index, search.report(entries))) }
    return found
  }

  /// Notes from now on how far back rules search.
  func noteReaches() {
    if reaches.isEmpty { reaches = Array(repeating: -1, count: ruleset.rules.count) }
  }

  /// What was noted: the rules that met something.
  var noted: [(rule: Int, seconds: Int)] {
    reaches.enumerated().lazy.filter { $0.element >= 0 }.map { ($0.offset, $0.element) }
  }

  private func note(_ search: borrowing Search, hasFound: Bool) {
    let since = search.now - search.plan.timeframe
    let mayBeForgotten = !hasFound && history.memory.lastForgotten >= since
    reaches[search.rule] = max(reaches[search.rule], mayBeForgotten ? Int.max : search.reach)
  }

  /// The events that a rule has to look at; all of its list when somebody watches.
  private func places(of list: Int, key: Int, isWatched: Bool) -> PlainView<Int> {
    guard key >= 0, !isWatched else { return history.places(of: list) }
    return history.places(of: list, key: key, like: event) ?? history.places(of: list)
  }

  /// What the logs must match that a search of all events counts, if anything.
  private func memoryPattern(of rule: Int) -> Pattern? {
    guard case .memory(let text) = ruleset.rules[rule].definition.history else { return nil }
    return text?.pattern
  }

  /// A search under way, as plain values.
  private struct Search {
    /// The index of the rule.
    let rule: Int
    let plan: HistoryDemand.Plan
    let filters: PlainView<HistoryDemand.Filter>
    /// The agent of the current event; nothing is appended to the arena during a search.
    let agent: ByteView
    let now: Int
    let isWatched: Bool
    var counted = 0
    /// The place of the newest event that was counted.
    var newest: Int?
    /// The age of the oldest event that was not too old; −1 before there is one.
    var reach = -1

    init(rule: Int, _ plan: HistoryDemand.Plan, isWatched: Bool, in history: HistorySearch) {
      self.rule = rule
      self.plan = plan
      filters = history.ruleset.historyDemand.filters(of: rule)
      agent = history.event.arena.view(history.event.agentID)
      now = history.event.time.seconds
      self.isWatched = isWatched
    }

    func report(_ entries: [HistoryReport.Entry]) -> HistoryReport {
      HistoryReport(needed: plan.frequency + 1, counted: counted, entries: entries)
    }
  }

  /// How the search goes on behind an event.
  private enum Step { case next, failure, success }

  private func run(
    _ search: inout Search, over places: PlainView<Int>, _ entries: inout [HistoryReport.Entry]
  ) -> Bool {
    let memory = self.memory
    var index = places.count - 1
    while index >= 0, places[index] >= memory.oldest {
      switch look(at: places[index], memory, &search, &entries) {
      case .next: index -= 1
      case .failure: return false
      case .success: return true
      }
    }
    return false
  }

  private func runOverMemory(
    _ search: inout Search, _ pattern: Pattern?, _ entries: inout [HistoryReport.Entry]
  ) -> Bool {
    let memory = self.memory
    var place = memory.end - 1
    while place >= memory.oldest {
      switch look(at: place, memory, &search, &entries, isMemory: true, pattern) {
      case .next: place -= 1
      case .failure: return false
      case .success: return true
      }
    }
    return false
  }

  /// What a search makes of an event, before any of its effects.
  private enum Judgement {
    case tooOld, otherAgent, otherCategory, logDiffers, marked, counted, completed
    /// The number of the filter in its rule.
    case excluded(by: Int)

    func standing(_ filters: [HistoryFilter]) -> HistoryReport.Standing {
      switch self {
      case .tooOld: .tooOld
      case .otherAgent: .otherAgent
      case .otherCategory: .otherCategory
      case .logDiffers: .logDiffers
      case .marked: .marked
      case .counted: .counted
      case .completed: .completed
      case .excluded(let filter): .excluded(by: filters[filter].optionName)
      }
    }
  }

  @inline(__always)
  private func judge(
    _ earlier: RememberedEvent, _ search: borrowing Search, isMemory: Bool, _ pattern: Pattern?
  ) -> Judgement {
    let plan = search.plan
    if search.now - earlier.arrival > plan.timeframe { return .tooOld }
    if !plan.isGlobalFrequency, earlier.agent != search.agent { return .otherAgent }
    if isMemory, earlier.category != event.category { return .otherCategory }
    for index in search.filters.indices where excludes(search.filters[index], earlier) {
      return .excluded(by: index)
    }
    if let pattern, !pattern.matches(earlier.log, scratch: scratch) { return .logDiffers }
    if Int(earlier.mark) >= plan.level, earlier.mark != 0 || ruleset.options.quirks.has(.levelZero) { return .marked }
    return search.counted < plan.frequency ? .counted : .completed
  }

  @inline(__always)
  private func look(
    at place: Int, _ memory: EventMemory, _ search: inout Search, _ entries: inout [HistoryReport.Entry],
    isMemory: Bool = false, _ pattern: Pattern? = nil
  ) -> Step {
    let earlier = memory[place]
    let judgement = judge(earlier, search, isMemory: isMemory, pattern)
    if search.isWatched { entries.append(entry(earlier, judgement, rule: search.rule)) }
    let age = search.now - earlier.arrival
    if age <= search.plan.timeframe { search.reach = max(search.reach, age, 0) }
    switch judgement {
    case .tooOld, .marked: return .failure
    case .otherAgent:
      // Here the reference never ends when it searches its memory (docs/reference/rules.md §10.4).
      if isMemory { noteEndlessLoop(rule: ruleset.rules[search.rule].definition) }
      return .next
    case .otherCategory, .excluded, .logDiffers: return .next
    case .counted:
      collect(place, at: search.counted)
      search.counted += 1
      search.newest = search.newest ?? place
      return .next
    case .completed:
      if !isMemory { collect(place, at: search.counted) }
      search.counted += 1
      event.mark = search.plan.level
      if let newest = search.newest { memory.mark(newest, level: search.plan.level) }
      return .success
    }
  }

  private func noteEndlessLoop(rule: RuleDefinition) {
    notes.addOnce(
      Diagnostic(
        .warning, code: "endless-loop",
        "rule \(rule.id) met another agent's event in its history: the engine would never end here",
        at: rule.location, hint: "add <global_frequency />, or count with if_matched_sid or if_matched_group"),
      code: "endless-loop")
  }

  private func entry(_ earlier: RememberedEvent, _ judgement: Judgement, rule: Int) -> HistoryReport.Entry {
    HistoryReport.Entry(
      event: earlier.number, age: event.time.seconds - earlier.arrival,
      standing: judgement.standing(ruleset.rules[rule].definition.historyFilters))
  }

  /// A search without its effects, and without the event itself, which may have been remembered meanwhile: for
  /// explanations.
  /// - Parameters:
  ///   - index: the rule.
  ///   - number: the number of the event itself.
  func preview(rule index: Int, number: Int) -> HistoryReport {
    let plan = ruleset.historyDemand.plan(of: index)
    var search = Search(rule: index, plan, isWatched: true, in: self)
    var entries: [HistoryReport.Entry] = []
    let memory = self.memory
    var places: [Int] = []
    var isMemory = false
    switch plan.source {
    case .list(let list): places = history.places(of: list).filter { $0 >= memory.oldest }
    case .memory:
      places = Array(memory.oldest..<memory.end)
      isMemory = true
    case .none:
      let needed = ruleset.rules[index].definition.frequency + 1
      return HistoryReport(needed: needed, counted: 0, entries: [])
    case .missing: break
    }
    let pattern = memoryPattern(of: index)
    for place in places.reversed() where memory[place].number != number {
      let judgement = judge(memory[place], search, isMemory: isMemory, pattern)
      entries.append(entry(memory[place], judgement, rule: index))
      switch judgement {
      case .tooOld, .marked: return search.report(entries)
      case .completed:
        search.counted += 1
        return search.report(entries)
      case .counted: search.counted += 1
      case .otherAgent, .otherCategory, .excluded, .logDiffers: continue
      }
    }
    return search.report(entries)
  }

  /// Keeps a log for the alert, unless an ancestor's search has filled the slot. All slots before it are filled.
  private func collect(_ place: Int, at slot: Int) {
    guard slot < Self.previousLimit, slot == event.previous.count else { return }
    event.previous.append(.remembered(at: place))
  }

  /// The logs that the alert of the last event repeats.
  func previousLogs() -> [ByteString] {
    event.previous.view.map { log in
      switch log {
      case .remembered(let place): ByteString(history.memory.fullLog(at: place))
      case .heading: "Previous output:"
      case .compared: event.previousLog ?? ""
      }
    }
  }

  /// Whether a filter rejects a remembered event (docs/reference/rules.md §10.3).
  private func excludes(_ filter: HistoryDemand.Filter, _ earlier: RememberedEvent) -> Bool {
    let isEqual = hasSame(filter.subject, earlier)
    if filter.wantsSame { return !isEqual }
    return isEqual || filter.isDynamic && earlier.dynamicCount == 0 && event.dynamic.count == 0
  }

  /// Whether a remembered event has a value of the current one's; false when one of them has none.
  private func hasSame(_ subject: Int32, _ earlier: RememberedEvent) -> Bool {
    guard let value = event.text(of: ruleset.historyDemand[Int(subject)]), let other = earlier.value(of: subject)
    else { return false }
    return event.arena.view(value) == other
  }
}

extension HistoryFilter {
  /// The option as an author would write it.
  public var optionName: String {
    let prefix = wantsSame ? "same_" : "different_"
    switch subject {
    case .location: return prefix + "location"
    case .dynamic(let name): return "\(prefix)field \(name)"
    case .field(.srcip): return wantsSame ? "same_source_ip" : "different_srcip"
    case .field(.dstuser): return prefix + "user"
    case .field(let field): return prefix + String(describing: field.name)
    }
  }
}
