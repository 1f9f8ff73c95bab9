import Bytes
import Diagnostics
import RulesetSyntax

/// A condition of a rule and how it stands.
public struct ConditionStory: Sendable, Equatable {
  /// What kind of condition it is.
  package var kind: ConditionKind
  /// The field's name, for `field` and `list`.
  public var field: ByteString?
  /// The text that was looked at; nil when the event does not have it.
  public var value: ByteString?
  /// What was asked of it.
  public var expected: ByteString
  /// Whether the element is negated.
  public var isNegated: Bool
  /// Whether it holds; nil when that depends on what looking would change.
  public var holds: Bool?
  /// Where its pattern is written; nil for conditions without one.
  public var location: SourceLocation?
  /// Where its pattern failed, for those with one that should match.
  public var failure: PatternFailure?
  /// What the cause is, if it is a known one.
  public var remark: Remark?

  /// The element, as an author writes it.
  public var element: String { kind.rawValue }

  /// The element with its field: `field docker.Action`.
  public var name: String { field.map { "\(element) \($0)" } ?? element }
}
