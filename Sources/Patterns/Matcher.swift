import Bytes

/// What every compiled dialect does.
///
/// A class, so that a call through it neither copies nor counts anything.
protocol Matcher: AnyObject, Sendable {
  /// Looks for the pattern; captures and diagnostic go into the state, which has been emptied.
  func match(_ subject: ByteView, _ state: UnsafeMutablePointer<MatchState>) -> PatternMatch?
}
