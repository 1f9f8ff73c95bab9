/// Times of work that is done again and again; the best counts, the rest is the machine's.
package enum Stopwatch {
  /// Nanoseconds of the best of some runs.
  /// - Parameter leastTime: nanoseconds for which it is repeated at least, and at least three times.
  package static func best(leastTime: Double = 3e8, _ work: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    var best = Double.infinity
    var spent = 0.0
    var runs = 0
    while runs < 3 || spent < leastTime {
      let start = clock.now
      try work()
      let time = nanoseconds(clock.now - start)
      best = min(best, time)
      spent += time
      runs += 1
    }
    return best
  }

  private static func nanoseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) / 1e9
  }
}

/// Keeps the compiler from leaving work out.
@inline(never)
package func blackHole(_ value: Int) { if value == Int.min { print(value) } }
