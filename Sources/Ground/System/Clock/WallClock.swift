import Calendar

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The time of day. Only fronts look at it; what is below them is handed a moment.
package enum WallClock {
  /// This moment.
  package static func now() -> Instant {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Instant(seconds: now.tv_sec, milliseconds: now.tv_nsec / 1_000_000)
  }
}
