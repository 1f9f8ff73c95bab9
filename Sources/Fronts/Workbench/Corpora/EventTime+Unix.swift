import Analysis

extension EventTime {
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
