import Bytes

/// The value of `<weekday>` (spec/regex.md §9).
public struct WeekdaySet: Sendable, Hashable {
  /// Reads a value; nil when the engine would refuse it.
  public init?(_ text: ByteString) { nil }

  /// Whether the day is in the set; 0 is Sunday.
  public func contains(weekday: Int) -> Bool { false }
}
