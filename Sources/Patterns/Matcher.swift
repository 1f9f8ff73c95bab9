import Bytes

/// What every compiled dialect does.
///
/// A class, so that a call through it neither copies nor counts anything.
protocol Matcher: AnyObject, Sendable {
  /// Looks for the pattern; captures and diagnostic go into the state, which has been emptied.
  func match(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> PatternMatch?

  /// The bytes that the match takes; nil when there is no match, or the dialect cannot say.
  ///
  /// For people: slower than ``match(_:_:)``.
  func extent(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> Range<Int>?
}

extension Matcher {
  func extent(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> Range<Int>? { nil }

  /// What the library knows about a PCRE2 pattern; nil for the other dialects.
  var pcre2Info: PCRE2Info? { (self as? PCRE2Matcher)?.info }
}
