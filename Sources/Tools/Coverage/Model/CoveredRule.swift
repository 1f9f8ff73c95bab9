import Bytes
import Diagnostics
import RulesetSyntax
import Rulesets

/// What became of a rule.
public struct CoveredRule: Sendable {
  /// Its number.
  public var id: Int
  /// Its level.
  public var level: Int
  /// Its description, marks and all.
  public var description: ByteString
  /// Where its element begins; for an overwritten rule, the overwriting one.
  public var location: SourceLocation
  /// The bytes of the element in its file.
  public var span: Range<Int>
  /// Whether it belongs to what the ruleset is loaded on top of.
  public var isBase: Bool
  /// `noalert`: it is never reported itself.
  public var isSilent: Bool
  /// The numbers of the rules that it is tried behind, in the order of the tree; empty for a root.
  public var parents: [Int]
  /// Its conditions, in the order in which the engine tests them.
  public var conditions: [CoveredCondition]

  /// Cases in which all its conditions held.
  public var matched: CaseSet
  /// Cases in which it was the result of an event, whatever became of the alert (`ignore`, level 0).
  public var final: CaseSet

  /// Cases in which it was tried and one of its conditions failed.
  public var failed: CaseSet { .union(conditions.map(\.fails)) }

  /// Cases in which it was tried.
  public var tried: CaseSet { .union(conditions.map(\.fails) + [matched]) }

  /// How far it got.
  public var standing: Standing {
    if !final.isEmpty { return .final }
    if !matched.isEmpty { return .matched }
    return conditions.contains { !$0.fails.isEmpty } ? .tried : .never
  }

  /// Whether any case tried it and did not match.
  public var hasFailed: Bool { conditions.contains { !$0.fails.isEmpty } }

  /// Cases in which a condition held, together with all before it.
  /// - Parameter number: index in ``conditions``.
  package func holding(_ number: Int) -> CaseSet { .union(conditions[(number + 1)...].map(\.fails) + [matched]) }
}

/// What became of a condition of a rule, or of a test of a decoder.
///
/// Conditions are tested in order, and the first that fails ends the rule: those behind it were not tried.
public struct CoveredCondition: Sendable {
  /// What kind of condition it is.
  package var kind: ConditionKind
  /// The field's name, for `field` and `list`.
  public var field: ByteString?
  /// What it asks for.
  public var expected: ByteString
  /// Whether it is negated.
  public var isNegated: Bool
  /// Where it is written.
  public var location: SourceLocation
  /// The bytes of its elements in the file; empty where they could not be told.
  public var spans: [Range<Int>]
  /// Cases in which it failed. (Those in which it held: `holding(_:)`.)
  public var fails: CaseSet
  /// Cases in which it held.
  public var holds: CaseSet
  /// The texts between its pattern's top-level bars; empty when there is only one.
  public var alternatives: [CoveredAlternative]

  /// The element or attribute: `match`, `field`, `if_matched_sid`, `maxsize`, `prematch` …
  public var element: String { kind.rawValue }

  /// How it came out: the rows of a report.
  public enum Standing: String, Sendable, CaseIterable {
    /// It was never tested.
    case never
    /// It never held.
    case onlyFailed = "only-failed"
    /// It never failed: no case shows that it is needed.
    case onlyHeld = "only-held"
    /// Both.
    case both
  }

  /// How it came out.
  public var standing: Standing {
    switch (holds.isEmpty, fails.isEmpty) {
    case (true, true): .never
    case (true, false): .onlyFailed
    case (false, true): .onlyHeld
    case (false, false): .both
    }
  }
}

/// An alternative of a pattern.
public struct CoveredAlternative: Sendable {
  /// The text between the bars.
  public var text: ByteString
  /// Where it begins; the element's text, where a variable brought it.
  public var location: SourceLocation
  /// Its bytes in the file; nil where a variable brought it.
  public var span: Range<Int>?
  /// Cases in which the match was due to it.
  public var cases: CaseSet
}
