#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What this process has used.
enum ProcessMemory {
  /// The most memory that was resident at a time, in MB (10^6 bytes).
  static var peakMegabytes: Double {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      let unit = 1024.0
    #else
      getrusage(RUSAGE_SELF, &usage)
      let unit = 1.0
    #endif
    return Double(usage.ru_maxrss) * unit / 1e6
  }

  /// Keeps an object for as long as the process lasts, which is about to end.
  ///
  /// PERF: freeing a large ruleset piece by piece takes as long as analysing a thousand logs.
  static func keepUntilExit(_ object: AnyObject) { _ = Unmanaged.passRetained(object) }
}
