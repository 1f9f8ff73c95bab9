import Calendar

/// A moment of the virtual clock, to the millisecond. Nothing here looks at a real clock.
public struct Moment: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Milliseconds since 1970-01-01 00:00 UTC.
  public var milliseconds: Int

  /// 2024-01-10 12:00:00 UTC, a Wednesday: the time of events that say nothing.
  public static let standard = Moment(milliseconds: Instant.standard.unixMilliseconds)

  /// A moment.
  public init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// Reads RFC 3339: `2026-01-01T00:00:00Z`, with a fraction or an offset (`+01:00`) if need be.
  /// - Throws: ``AssayTestingError`` for anything else.
  public init(_ rfc3339: String) throws(AssayTestingError) {
    guard let time = Instant(rfc3339: rfc3339.utf8) else {
      throw AssayTestingError(message: "\"\(rfc3339)\" is no moment\n  hint: write it as 2026-01-01T00:00:00Z\n")
    }
    milliseconds = time.unixMilliseconds
  }

  /// RFC 3339 in UTC.
  public var description: String { instant.rfc3339 }

  /// Earlier first.
  public static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }

  /// A moment later by a span; the end of time is where it stops.
  public static func + (moment: Moment, span: Duration) -> Moment {
    let (seconds, attoseconds) = span.components
    let (whole, isTooLong) = Int(clamping: seconds).multipliedReportingOverflow(by: 1000)
    guard !isTooLong else { return Moment(milliseconds: seconds < 0 ? .min : .max) }
    let rest = Int(attoseconds / 1_000_000_000_000_000)
    let (sum, isLater) = moment.milliseconds.addingReportingOverflow(whole + rest)
    return Moment(milliseconds: isLater ? (seconds < 0 ? .min : .max) : sum)
  }

  /// The moment in the engine's terms.
  var instant: Instant { Instant(unixMilliseconds: milliseconds) }
}
