/// A moment, to the millisecond. Nothing here looks at a clock: time is handed in.
public struct Instant: Hashable, Sendable, Comparable {
  /// Whole seconds since 1970-01-01 00:00 UTC.
  public var seconds: Int
  /// Milliseconds within the second, 0–999.
  public var milliseconds: Int

  /// 2024-01-10 12:00:00 UTC, a Wednesday: the time of events that say nothing.
  public static let standard = Instant(seconds: 1_704_888_000)

  /// A moment.
  public init(seconds: Int, milliseconds: Int = 0) {
    self.seconds = seconds
    self.milliseconds = milliseconds
  }

  /// Earlier first.
  public static func < (left: Instant, right: Instant) -> Bool {
    (left.seconds, left.milliseconds) < (right.seconds, right.milliseconds)
  }
}
