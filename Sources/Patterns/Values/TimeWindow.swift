import Bytes

/// The value of `<time>` (spec/regex.md §9).
public struct TimeWindow: Sendable, Hashable {
  /// Reads a value; nil when the engine would refuse it.
  public init?(_ text: ByteString) { nil }

  /// Whether the minute lies in the window.
  public func contains(hour: Int, minute: Int) -> Bool { false }
}
