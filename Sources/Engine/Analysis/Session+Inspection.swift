import Bytes
import Memory
import Rulesets

/// Questions about the last event, asked for explanations: answering them changes nothing in the session.
extension Session {
  /// Where the parts of the last event's header stand in its log.
  public var headerPlaces: HeaderPlaces {
    let full = event.fullLog
    func place(_ range: ByteRange?) -> Range<Int>? {
      guard let range else { return nil }
      let start = Int(range.offset) - Int(full.offset)
      guard start >= 0, start + Int(range.count) <= Int(full.count) else { return nil }
      return start..<start + Int(range.count)
    }
    return HeaderPlaces(
      timestamp: place(event.timestamp), hostname: place(event.hostname), programName: place(event.programName),
      log: place(event.log) ?? 0..<0, category: event.category)
  }

  /// The keys that `if_fts` has stored since the session began.
  package var firstTimeKeys: Set<ByteString> { rules.firstTimeKeys.seen }

  /// Whether some of them are of `ids` decoders, whose new keys are compared with the newest ones.
  package var comparesFirstTimeKeys: Bool { !rules.firstTimeKeys.recent.isEmpty }

  /// What `<accumulate/>` keeps the last event's values under; nil for an event that it has nothing to do with.
  package var accumulatorKey: ByteString? {
    event.decoderAccumulates ? Accumulator.key(of: event) : nil
  }

  /// How many events have been remembered for the history of rules since the session began.
  package var rememberedEvents: Int { history.memory.end }

  /// The most events that the memory of all rules holds.
  package var memoryCapacity: Int { history.memory.capacity }

  /// Seconds that the memory still reaches back where it has overflowed.
  package var memorySeconds: Int { history.memory.keptSeconds }

  /// Notes from now on how far back each rule's history is searched: ``historyReaches``.
  package func noteHistoryReaches() { history.noteReaches() }

  /// For each rule that has searched and met an earlier event, by its index: the age in seconds of the oldest one that was
  /// in reach; `Int.max` where the memory had forgotten events that may have been.
  package var historyReaches: [(rule: Int, seconds: Int)] { history.noted }

  /// How each condition of a rule stands with the last event, in the engine's order, whether the rule was tried or not.
  ///
  /// Conditions with side effects (`check_diff`, `if_fts`, the history) are searched as far as that can be done without
  /// their effects; what cannot be told any more is ``ConditionStanding/Standing/unknown``.
  /// - Parameter rule: index in ``/Rulesets/RuleForest/rules``.
  public func standings(ofRule rule: Int) -> [ConditionStanding] {
    ruleset.rules[rule].conditions.enumerated().map { number, condition in
      ConditionStanding(
        condition: rules.failure(of: condition, rule: rule), standing: standing(of: number, condition, rule: rule),
        pattern: condition.pattern)
    }
  }

  /// Whether every condition of a rule is known to hold for the last event.
  /// - Parameter rule: index in ``/Rulesets/RuleForest/rules``.
  public func wouldMatch(rule: Int) -> Bool {
    ruleset.rules[rule].conditions.enumerated().allSatisfy { standing(of: $0, $1, rule: rule) == .holds }
  }

  /// A search of a rule's history as it is now, the last event left out; nil for rules without one.
  public func historyPreview(ofRule rule: Int) -> HistoryReport? {
    let definition = ruleset.rules[rule].definition
    guard definition.searchesHistory, !definition.checksDifference else { return nil }
    return history.preview(rule: rule, number: eventCount)
  }

  /// Whether the event's category leads to a root: the engine offers an event to the roots of its own category only.
  public func isOffered(toRoot node: Int) -> Bool {
    ruleset.rules[ruleset.nodes[node].rule].definition.category == event.category
  }

  private func standing(of number: Int, _ condition: Condition, rule: Int) -> ConditionStanding.Standing {
    switch condition {
    case .difference, .firstTime: return .unknown
    case .history: return history.preview(rule: rule, number: eventCount).isComplete ? .holds : .fails
    default:
      let holds = rules.holds(number, of: rule, ruleset.bareProgram.takeUnretainedValue())
      return holds ? .holds : .fails
    }
  }
}
