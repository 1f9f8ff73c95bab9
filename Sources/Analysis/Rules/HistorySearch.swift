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
      found = run(&search, over: history.events(ofList: list), memoryPattern: nil, isMemory: false)
    case .group(let list):
      found = run(&search, over: history.events(ofList: list), memoryPattern: nil, isMemory: false)
    case .memory(let text):
      found = run(&search, over: history.all, memoryPattern: text?.pattern, isMemory: true)
    }
    if !found { event.previous.removeAll(keepingCapacity: true) }
    observer.rules(
      .history(
        rule: index, HistoryReport(needed: rule.frequency + 1, counted: search.counted, entries: search.entries)))
    return found
  }

  private struct Search {
    let rule: RuleDefinition
    let isWatched: Bool
    var counted = 0
    var newest: RememberedEvent?
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

  private func run(
    _ search: inout Search, over events: some Sequence<RememberedEvent>, memoryPattern: Pattern?, isMemory: Bool
  ) -> Bool {
    let rule = search.rule
    let now = event.time.seconds
    for earlier in events {
      if now - earlier.arrival > rule.timeframe {
        search.note(earlier, now: now, .tooOld)
        return false
      }
      if !rule.isGlobalFrequency, !earlier.isFromAgent(of: event) {
        // Here the reference never ends when it searches its memory (spec/rules.md §10.4).
        if isMemory { noteEndlessLoop(rule: rule) }
        search.note(earlier, now: now, .otherAgent)
        continue
      }
      if isMemory, earlier.category != event.category {
        search.note(earlier, now: now, .otherCategory)
        continue
      }
      if let filter = rule.historyFilters.first(where: { excludes($0, earlier) }) {
        search.note(earlier, now: now, .excluded(by: filter.optionName))
        continue
      }
      if let memoryPattern, !earlier.withLog({ memoryPattern.matches($0, scratch: scratch) }) {
        search.note(earlier, now: now, .logDiffers)
        continue
      }
      if earlier.mark >= rule.level, !(ruleset.options.fixesDefects && earlier.mark == 0) {
        search.note(earlier, now: now, .marked)
        return false
      }
      if !isMemory || search.counted < rule.frequency { collect(earlier, at: search.counted) }
      if search.counted < rule.frequency {
        search.note(earlier, now: now, .counted)
        search.counted += 1
        if search.newest == nil { search.newest = earlier }
        continue
      }
      search.note(earlier, now: now, .completed)
      search.counted += 1
      event.mark = rule.level
      search.newest?.mark = rule.level
      return true
    }
    return false
  }

  /// The search of ``run(_:over:memoryPattern:isMemory:)`` without its effects, and without the event itself, which may
  /// have been remembered meanwhile: for explanations.
  func preview(_ rule: RuleDefinition) -> HistoryReport {
    var search = Search(rule: rule, isWatched: true)
    switch rule.history {
    case .rule(let list?), .group(let list): look(&search, history.events(ofList: list), nil, isMemory: false)
    case .memory(let text): look(&search, history.all, text?.pattern, isMemory: true)
    case .rule(nil), nil: break
    }
    return HistoryReport(needed: rule.frequency + 1, counted: search.counted, entries: search.entries)
  }

  private func look(
    _ search: inout Search, _ events: some Sequence<RememberedEvent>, _ pattern: Pattern?, isMemory: Bool
  ) {
    let rule = search.rule
    let now = event.time.seconds
    for earlier in events where earlier.number != eventCount {
      if now - earlier.arrival > rule.timeframe {
        search.note(earlier, now: now, .tooOld)
        return
      }
      let standing: HistoryReport.Standing
      if !rule.isGlobalFrequency, !earlier.isFromAgent(of: event) {
        standing = .otherAgent
      } else if isMemory, earlier.category != event.category {
        standing = .otherCategory
      } else if let filter = rule.historyFilters.first(where: { excludes($0, earlier) }) {
        standing = .excluded(by: filter.optionName)
      } else if let pattern, !earlier.withLog({ pattern.matches($0, scratch: scratch) }) {
        standing = .logDiffers
      } else if earlier.mark >= rule.level, !(ruleset.options.fixesDefects && earlier.mark == 0) {
        standing = .marked
      } else {
        search.counted += 1
        standing = search.counted > rule.frequency ? .completed : .counted
      }
      search.note(earlier, now: now, standing)
      if standing == .marked || standing == .completed { return }
    }
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
    if case .dynamic = filter.subject, !earlier.hasDynamicFields, event.dynamic.isEmpty { return true }
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
