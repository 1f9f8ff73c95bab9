/// What stands in the way of a test: a missing path, a case file with errors, a ruleset that does not load, a log that
/// the engine does not take.
public struct AssayTestingError: Error, Sendable, CustomStringConvertible {
  /// All that is wrong, as the command would print it: `file:line:column`, the cause, a hint.
  public var message: String

  /// The same as ``message``: what Swift Testing shows of an error.
  public var description: String { message }
}
