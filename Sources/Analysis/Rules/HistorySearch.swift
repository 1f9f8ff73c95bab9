import Bytes
import Patterns
import Rulesets

/// Frequency and context (spec/rules.md §10.2-§10.4).
extension Session {
  /// The most logs that an alert repeats.
  private static let previousLimit = 11

  /// Searches the history of a rule; on success the event carries the rule's mark and the logs that were counted.
  func searchHistory(rule index: Int, _ observer: inout some AnalysisObserver) -> Bool {
    guard let plan = ruleset.historyPlans[index] else { return false }
    var search = Search(
      rule: plan, filters: ruleset.historyDemand.filters(of: index), isWatched: observer.isWatching)
    let found: Bool
    switch plan.source {
    case .rule(let list):
      guard let list else {
        logLine("No sid search.")
        return false
      }
      found = run(&search, over: places(of: list, rule: index, isWatched: observer.isWatching))
    case .group(let list):
      found = run(&search, over: places(of: list, rule: index, isWatched: observer.isWatching))
    case .memory(let text):
      search.memoryPattern = text?.pattern
      found = runOverMemory(&search)
    }
    if !found { event.previous.removeAll() }
    observer.rules(.history(rule: index, search.report))
    return found
  }

  /// The events that a rule has to look at; all of its list when somebody watches.
  private func places(of list: Int, rule: Int, isWatched: Bool) -> PlainBuffer<Int> {
    let key = ruleset.historyKeyOfRule[rule]
    guard key >= 0, !isWatched else { return history.places(of: list) }
    return history.places(of: list, key: key, like: event) ?? history.places(of: list)
  }

  private struct Search {
    let rule: HistoryPlan
    let filters: UnsafeBufferPointer<HistoryDemand.Filter>
    let isWatched: Bool
    /// Over all events of the category: what their log must match, if anything.
    var memoryPattern: Pattern?
    var counted = 0
    /// The place of the newest event that was counted.
    var newest: Int?
    var entries: [HistoryReport.Entry] = []

    init(rule: HistoryPlan, filters: UnsafeBufferPointer<HistoryDemand.Filter>, isWatched: Bool) {
      self.rule = rule
      self.filters = filters
      self.isWatched = isWatched
    }

    var report: HistoryReport { HistoryReport(needed: rule.frequency + 1, counted: counted, entries: entries) }

    mutating func note(_ event: RememberedEvent, now: Int, _ standing: @autoclosure () -> HistoryReport.Standing) {
      guard isWatched else { return }
      entries.append(.init(event: event.number, age: now - event.arrival, standing: standing()))
    }
  }

  /// How the search goes on behind an event.
  private enum Step { case next, failure, success }

  private func run(_ search: inout Search, over places: PlainBuffer<Int>) -> Bool {
    let memory = history.memory
    var index = places.count - 1
    while index >= 0, places[index] >= memory.oldest {
      switch look(at: places[index], memory, &search, isMemory: false) {
      case .next: index -= 1
      case .failure: return false
      case .success: return true
      }
    }
    return false
  }

  private func runOverMemory(_ search: inout Search) -> Bool {
    let memory = history.memory
    var place = memory.end - 1
    while place >= memory.oldest {
      switch look(at: place, memory, &search, isMemory: true) {
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

    func standing(_ rule: HistoryPlan) -> HistoryReport.Standing {
      switch self {
      case .tooOld: .tooOld
      case .otherAgent: .otherAgent
      case .otherCategory: .otherCategory
      case .logDiffers: .logDiffers
      case .marked: .marked
      case .counted: .counted
      case .completed: .completed
      case .excluded(let filter): .excluded(by: rule.historyFilters[filter].optionName)
      }
    }
  }

  @inline(__always)
  private func judge(_ earlier: RememberedEvent, _ search: borrowing Search, isMemory: Bool) -> Judgement {
    let rule = search.rule
    if event.time.seconds - earlier.arrival > rule.timeframe { return .tooOld }
    if !rule.isGlobalFrequency, !earlier.isFromAgent(of: event) { return .otherAgent }
    if isMemory, earlier.category != event.category { return .otherCategory }
    for index in search.filters.indices where excludes(search.filters[index], earlier) {
      return .excluded(by: index)
    }
    if let pattern = search.memoryPattern, !pattern.matches(earlier.log, scratch: scratch) { return .logDiffers }
    if earlier.mark >= rule.level, !(ruleset.options.fixesDefects && earlier.mark == 0) { return .marked }
    return search.counted < rule.frequency ? .counted : .completed
  }

  @inline(__always)
  private func look(at place: Int, _ memory: EventMemory, _ search: inout Search, isMemory: Bool) -> Step {
    let earlier = memory[place]
    let judgement = judge(earlier, search, isMemory: isMemory)
    let rule = search.rule
    if search.isWatched { search.note(earlier, now: event.time.seconds, judgement.standing(rule)) }
    switch judgement {
    case .tooOld, .marked: return .failure
    case .otherAgent:
      // Here the reference never ends when it searches its memory (spec/rules.md §10.4).
      if isMemory { noteEndlessLoop(rule: rule.definition) }
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
      event.mark = rule.level
      if let newest = search.newest { memory.mark(newest, level: rule.level) }
      return .success
    }
  }

  /// A search without its effects, and without the event itself, which may have been remembered meanwhile: for
  /// explanations.
  func preview(rule index: Int) -> HistoryReport {
    guard let plan = ruleset.historyPlans[index] else {
      return HistoryReport(needed: ruleset.rules[index].definition.frequency + 1, counted: 0, entries: [])
    }
    var search = Search(rule: plan, filters: ruleset.historyDemand.filters(of: index), isWatched: true)
    let memory = history.memory
    var places: [Int] = []
    var isMemory = false
    switch plan.source {
    case .rule(let list?), .group(let list): places = history.places(of: list).buffer.filter { $0 >= memory.oldest }
    case .memory(let text):
      search.memoryPattern = text?.pattern
      places = Array(memory.oldest..<memory.end)
      isMemory = true
    case .rule(nil): break
    }
    for place in places.reversed() where memory[place].number != eventCount {
      let judgement = judge(memory[place], search, isMemory: isMemory)
      search.note(memory[place], now: event.time.seconds, judgement.standing(plan))
      switch judgement {
      case .tooOld, .marked: return search.report
      case .completed:
        search.counted += 1
        return search.report
      case .counted: search.counted += 1
      case .otherAgent, .otherCategory, .excluded, .logDiffers: continue
      }
    }
    return search.report
  }

  /// Keeps a log for the alert, unless an ancestor's search has filled the slot. All slots before it are filled.
  private func collect(_ place: Int, at slot: Int) {
    guard slot < Self.previousLimit, slot == event.previous.count else { return }
    event.previous.append(.remembered(at: place))
  }

  /// The logs that the alert of the last event repeats.
  func previousLogs() -> [ByteString] {
    event.previous.buffer.map { log in
      switch log {
      case .remembered(let place): ByteString(history.memory.fullLog(at: place))
      case .heading: "Previous output:"
      case .compared: event.previousLog ?? ""
      }
    }
  }

  /// Whether a filter rejects a remembered event (spec/rules.md §10.3).
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
