import Bytes
import Rulesets

/// A condition of a rule and how it stands with an event.
public struct ConditionStanding: Sendable {
  /// How a condition stands.
  public enum Standing: String, Sendable {
    /// It holds.
    case holds
    /// It does not.
    case fails
    /// It depends on what the session has seen, which looking would change.
    case unknown
  }

  /// The condition, in its author's words, with the value it looks at.
  public var condition: FailedCondition
  /// How it stands.
  public var standing: Standing
  /// Its pattern and where that is written; nil for conditions without one.
  public var pattern: PatternText?

  /// A condition and how it stands.
  public init(condition: FailedCondition, standing: Standing, pattern: PatternText?) {
    self.condition = condition
    self.standing = standing
    self.pattern = pattern
  }
}
