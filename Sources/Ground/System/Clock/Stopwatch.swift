#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A clock for durations: it counts from some fixed moment, and nobody sets it.
package enum Stopwatch {
  package static func seconds() -> Double {
    let now = reading()
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  package static func nanoseconds() -> Int {
    let now = reading()
    return Int(now.tv_sec) * 1_000_000_000 + Int(now.tv_nsec)
  }

  private static func reading() -> timespec {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now
  }
}
