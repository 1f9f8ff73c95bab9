import Bytes
import RulesetSyntax
import Rulesets

/// A step of the rules (docs/reference/rules.md §9). Rules are named by their index in ``/Rulesets/RuleForest/rules``.
public enum RuleStep: Sendable, Equatable {
  /// A rule is tried; `depth` counts from 0 at the roots.
  case trying(rule: Int, node: Int, depth: Int)
  /// A condition did not hold; the rest of the rule was not looked at.
  case failed(rule: Int, FailedCondition)
  /// All conditions hold.
  case matched(rule: Int)
  /// Its children are tried next.
  case tryingChildren(rule: Int)
  /// The rule matched silently (`noalert`) and none of its children did: the search goes on.
  case silent(rule: Int)
  /// The rule is the result.
  case result(rule: Int)
  /// How a search in the history went.
  case history(rule: Int, HistoryReport)
}

/// The condition that a rule failed on.
public struct FailedCondition: Sendable, Equatable {
  /// What it asks for.
  package var kind: ConditionKind
  /// The field's name, for `field`, `list` and the filters of a history.
  public var field: ByteString?
  /// The text that was looked at; nil when the event does not have it.
  public var value: ByteString?
  /// What was asked of it.
  public var expected: ByteString
  /// Whether the element is negated.
  public var isNegated: Bool

  /// A failed condition.
  package init(
    _ kind: ConditionKind, field: ByteString? = nil, value: ByteString?, expected: ByteString, isNegated: Bool = false
  ) {
    self.kind = kind
    self.field = field
    self.value = value
    self.expected = expected
    self.isNegated = isNegated
  }

  /// The element, as an author writes it: `match`, `field`, `srcip`, `if_matched_sid` …
  public var element: String { kind.rawValue }
}

/// A search in the history: what was counted and what was not.
public struct HistoryReport: Sendable, Equatable {
  /// Why a remembered event did or did not count.
  public enum Standing: Sendable, Equatable {
    /// It counted.
    case counted
    /// It completed the count: the rule fires.
    case completed
    /// It is older than the timeframe; the search ended here.
    case tooOld
    /// Another agent's.
    case otherAgent
    /// Another category's.
    case otherCategory
    /// Its log does not match `if_matched_regex`.
    case logDiffers
    /// A `same_…` or `different_…` excluded it; the option's name.
    case excluded(by: String)
    /// A rule of at least this level has counted it before; the search ended here.
    case marked
  }

  /// One remembered event.
  public struct Entry: Sendable, Equatable {
    /// The number of the event in its session, from 1.
    public var event: Int
    /// Seconds before the current event.
    public var age: Int
    /// Why it did or did not count.
    public var standing: Standing
  }

  /// How many earlier events are needed.
  public var needed: Int
  /// How many were counted.
  public var counted: Int
  /// Every event that was looked at, newest first.
  public var entries: [Entry]
}

extension HistoryReport {
  /// Whether the count was completed.
  public var isComplete: Bool { entries.last?.standing == .completed }
}
