import Bytes
import Patterns
import Rulesets

/// Frequency and context (spec/rules.md §10.2-§10.4).
extension Session {
  /// The most logs that an alert repeats.
  private static let previousLimit = 11

  /// Searches the history of a rule; on success the event carries the rule's mark and the logs that were counted.
  func searchHistory(rule index: Int, _ observer: inout some AnalysisObserver) -> Bool {
    let rule = ruleset.rules[index].definition
    guard let source = rule.history else { return false }
    var search = Search(rule: rule, isWatched: observer.isWatching)
    let found: Bool
    switch source {
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
    if !found { event.previous.removeAll(keepingCapacity: true) }
    observer.rules(
      .history(
        rule: index, HistoryReport(needed: rule.frequency + 1, counted: search.counted, entries: search.entries)))
    return found
  }

  /// The events that a rule has to look at; all of its list when somebody watches.
  private func places(of list: Int, rule: Int, isWatched: Bool) -> PlainBuffer<Int> {
    let key = ruleset.historyKeyOfRule[rule]
    guard key >= 0, !isWatched else { return history.places(of: list) }
    return history.places(of: list, key: key, like: event) ?? history.places(of: list)
  }

  private struct Search {
    let rule: RuleDefinition
    let isWatched: Bool
    /// Over all events of the category: what their log must match, if anything.
    var memoryPattern: Pattern?
    var counted = 0
    /// The place of the newest event that was counted.
    var newest: Int?
    var entries: [HistoryReport.Entry] = []

    init(rule: RuleDefinition, isWatched: Bool) {
      self.rule = rule
      self.isWatched = isWatched
    }

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

  @inline(__always)
  private func look(at place: Int, _ memory: EventMemory, _ search: inout Search, isMemory: Bool) -> Step {
    let earlier = memory[place]
    let rule = search.rule
    let now = event.time.seconds
    if now - earlier.arrival > rule.timeframe {
      search.note(earlier, now: now, .tooOld)
      return .failure
    }
    if !rule.isGlobalFrequency, !earlier.isFromAgent(of: event) {
      // Here the reference never ends when it searches its memory (spec/rules.md §10.4).
      if isMemory { noteEndlessLoop(rule: rule) }
      search.note(earlier, now: now, .otherAgent)
      return .next
    }
    if isMemory, earlier.category != event.category {
      search.note(earlier, now: now, .otherCategory)
      return .next
    }
    for filter in rule.historyFilters where excludes(filter, earlier) {
      search.note(earlier, now: now, .excluded(by: filter.optionName))
      return .next
    }
    if let pattern = search.memoryPattern, !pattern.matches(earlier.log, scratch: scratch) {
      search.note(earlier, now: now, .logDiffers)
      return .next
    }
    if earlier.mark >= rule.level, !(ruleset.options.fixesDefects && earlier.mark == 0) {
      search.note(earlier, now: now, .marked)
      return .failure
    }
    if !isMemory || search.counted < rule.frequency { collect(earlier, at: search.counted) }
    if search.counted < rule.frequency {
      search.note(earlier, now: now, .counted)
      search.counted += 1
      search.newest = search.newest ?? place
      return .next
    }
    search.note(earlier, now: now, .completed)
    search.counted += 1
    event.mark = rule.level
    if let newest = search.newest { memory.mark(newest, level: rule.level) }
    return .success
  }

  /// Keeps a log for the alert, unless an ancestor's search has filled the slot.
  private func collect(_ earlier: RememberedEvent, at slot: Int) {
    guard slot < Self.previousLimit else { return }
    while event.previous.count <= slot { event.previous.append(nil) }
    if event.previous[slot] == nil { event.previous[slot] = earlier.fullLog }
  }

  /// Whether a filter rejects a remembered event (spec/rules.md §10.3).
  private func excludes(_ filter: HistoryFilter, _ earlier: RememberedEvent) -> Bool {
    let isEqual = earlier.equals(filter.subject, of: event)
    if filter.wantsSame { return isEqual != true }
    if case .dynamic = filter.subject, earlier.dynamicCount == 0, event.dynamic.count == 0 { return true }
    return isEqual == true
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
