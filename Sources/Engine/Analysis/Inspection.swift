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

  /// How each condition of a rule stands with the last event, in the engine's order, whether the rule was tried or not.
  ///
  /// Conditions with side effects (`check_diff`, `if_fts`, the history) are searched as far as that can be done without
  /// their effects; what cannot be told any more is ``ConditionStanding/Standing/unknown``.
  /// - Parameter rule: index in ``/Rulesets/RuleForest/rules``.
  public func standings(ofRule rule: Int) -> [ConditionStanding] {
    ruleset.rules[rule].conditions.map { condition in
      ConditionStanding(
        condition: rules.describeFailure(of: condition, rule: rule), standing: standing(of: condition, rule: rule),
        pattern: condition.pattern)
    }
  }

  /// Whether every condition of a rule is known to hold for the last event.
  /// - Parameter rule: index in ``/Rulesets/RuleForest/rules``.
  public func wouldMatch(rule: Int) -> Bool {
    ruleset.rules[rule].conditions.allSatisfy { standing(of: $0, rule: rule) == .holds }
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

  private func standing(of condition: Condition, rule: Int) -> ConditionStanding.Standing {
    switch condition {
    case .difference, .firstTime: return .unknown
    case .history: return history.preview(rule: rule, number: eventCount).isComplete ? .holds : .fails
    default:
      var observer = NoObserver()
      return rules.holds(condition, of: rule, &observer) ? .holds : .fails
    }
  }
}

/// Where the parts of a header stand in a log.
public struct HeaderPlaces: Sendable, Equatable {
  /// The date as written.
  public var timestamp: Range<Int>?
  /// The host name; nil when it comes from elsewhere (the manager, the agent).
  public var hostname: Range<Int>?
  /// The program's name.
  public var programName: Range<Int>?
  /// What is left for decoders and rules.
  public var log: Range<Int>
  /// What the decoder said the log is.
  public var category: EventCategory
}

extension Condition {
  fileprivate var pattern: PatternText? {
    switch self {
    case .text(let condition): if case .pattern(let text) = condition.test { text } else { nil }
    case .field(_, let condition): condition.pattern
    default: nil
    }
  }
}

extension HistoryReport {
  /// Whether the count was completed.
  public var isComplete: Bool { entries.last?.standing == .completed }
}
