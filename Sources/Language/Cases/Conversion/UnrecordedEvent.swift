import Diagnostics

/// An event about which nothing can be written down: a case of it would say what nobody knows, or expect nothing and pass
/// whatever comes.
public struct UnrecordedEvent: Error {
  /// Why, where the event stands, and what to try.
  public var diagnostic: Diagnostic

  package init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}
