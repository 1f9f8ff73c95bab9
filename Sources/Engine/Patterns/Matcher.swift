import Bytes
import PatternSyntax

/// What every compiled dialect does: the base of one final class per dialect.
///
/// PERF: a class and not a protocol, so that a match is one call through a table, without a witness in between. Subclasses
/// are immutable but for what they guard themselves, hence safe to share.
class Matcher: @unchecked Sendable {
  private final class Kept: Sendable {
    let tree: PatternTree
    init(_ tree: PatternTree) { self.tree = tree }
  }

  private let kept = LazilyMade<Kept>()

  /// What the pattern says, read the first time.
  final func tree(of source: ByteString, _ dialect: Dialect) -> PatternTree {
    kept.value { Kept(PatternTree(source, dialect)) }._withUnsafeGuaranteedRef { $0.tree }
  }

  /// Looks for the pattern; captures and diagnostic go into the state, which has been emptied.
  func match(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> PatternMatch? { nil }

  /// The bytes that the match takes; nil when there is no match, or the dialect cannot say.
  ///
  /// For people: slower than ``match(_:_:)``.
  func extent(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> Range<Int>? { nil }

  /// What can be said about subjects that match; nil when nothing is known.
  var prefilter: (any PrefilterSource)? { nil }

  /// What the library knows about a PCRE2 pattern; nil for the other dialects.
  var pcre2Info: PCRE2Info? { nil }
}
