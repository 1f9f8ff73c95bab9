import System

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Times of work that is done again and again; the best counts, the rest is the machine's.
///
/// Counted is the time that the process spends on processors, all threads together, so that others who use the machine
/// disturb less.
package enum Stopwatch {
  /// Nanoseconds of the best of some runs.
  /// - Parameter leastTime: nanoseconds for which it is repeated at least, and at least three times.
  package static func best(leastTime: Double = 3e8, _ work: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    var spent = 0.0
    var runs = 0
    while runs < 3 || spent < leastTime {
      let start = processorTime
      try work()
      let time = processorTime - start
      best = min(best, time)
      spent += max(time, 1)
      runs += 1
    }
    return best
  }

  /// Nanoseconds that the process has spent on processors, all its threads together.
  package static var processorTime: Double {
    var now = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    return Double(now.tv_sec) * 1e9 + Double(now.tv_nsec)
  }
}

/// Keeps the compiler from leaving work out.
@inline(never)
package func blackHole(_ value: Int) { if value == Int.min { print(value) } }
