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

  /// A moment so many milliseconds behind 1970-01-01 00:00 UTC.
  public init(unixMilliseconds: Int) {
    (seconds, milliseconds) = unixMilliseconds.quotientAndRemainderFloored(by: 1000)
  }

  /// Milliseconds since 1970-01-01 00:00 UTC; the first or the last number where there are none for that.
  public var unixMilliseconds: Int {
    let (product, isTooLong) = seconds.multipliedReportingOverflow(by: 1000)
    let (sum, isTooLate) = product.addingReportingOverflow(milliseconds)
    return isTooLong || isTooLate ? (seconds < 0 ? .min : .max) : sum
  }

  /// Earlier first.
  public static func < (left: Instant, right: Instant) -> Bool {
    (left.seconds, left.milliseconds) < (right.seconds, right.milliseconds)
  }

  /// Moves on by milliseconds; the end of time is where it stops.
  package mutating func advance(by milliseconds: Int) {
    let (sum, isTooLate) = unixMilliseconds.addingReportingOverflow(milliseconds)
    self = Instant(unixMilliseconds: isTooLate ? .max : sum)
  }
}

extension Instant {
  /// The seconds that a time may be given in.
  package static let unixRange = -1e12...1e12

  /// Seconds since 1970 with a fraction.
  ///
  /// What is no number, or outside of any calendar, is moved to the nearest end of it.
  package init(unix seconds: Double) {
    let seconds = seconds.isNaN ? 0 : min(max(seconds, -1e12), 1e12)
    let whole = seconds.rounded(.down)
    // A double holds today's seconds to a quarter of a microsecond: without half of one more, .033 would be 32 ms.
    self.init(seconds: Int(whole), milliseconds: min(999, max(0, Int((seconds - whole) * 1000 + 5e-4))))
  }

  /// Seconds since 1970, with their fraction.
  package var unix: Double { Double(seconds) + Double(milliseconds) / 1000 }
}
