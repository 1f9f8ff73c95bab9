import Bytes
import Diagnostics
import RulesetSyntax
import Rulesets

/// A condition of a rule as its author wrote it, apart from any event.
public struct ConditionOutline: Sendable {
  /// What kind of condition it is.
  package var kind: ConditionKind
  /// The field's name, for `field` and `list`.
  public var field: ByteString?
  /// What it asks for.
  public var expected: ByteString
  /// Its pattern; nil for conditions without one.
  public var pattern: PatternText?
  /// Whether the element is negated.
  public var isNegated = false
  /// Where it is written; nil where only the element's name can tell.
  public var location: SourceLocation?

  /// The element or attribute: `match`, `field`, `srcip`, `maxsize`, `if_matched_sid` …
  public var element: String { kind.rawValue }
}
