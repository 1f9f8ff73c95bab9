import Bytes

/// What every compiled dialect does: the base of one final class per dialect.
///
/// PERF: a class and not a protocol, so that a match is one call through a table, without a witness in between. Subclasses
/// are immutable but for what they guard themselves, hence safe to share.
class Matcher: @unchecked Sendable {
  /// Looks for the pattern; captures and diagnostic go into the state, which has been emptied.
  func match(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> PatternMatch? { nil }

  /// The bytes that the match takes; nil when there is no match, or the dialect cannot say.
  ///
  /// For people: slower than ``match(_:_:)``.
  func extent(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> Range<Int>? { nil }

  /// Texts of which at least one stands in every subject that matches; nil when there are none of this length.
  func requiredLiterals(atLeast length: Int) -> RequiredLiterals? { nil }

  /// The bytes of which a non-empty subject's first one must be; nil when nothing is known.
  var firstBytes: FirstBytes? { nil }

  /// What else a subject needs; nil when nothing is known.
  var needs: PatternNeeds? { nil }

  /// What the library knows about a PCRE2 pattern; nil for the other dialects.
  var pcre2Info: PCRE2Info? { nil }
}
