#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// This process.
package enum ThisProcess {
  /// The most memory that was resident at a time, in MB (10^6 bytes).
  package static var peakMegabytes: Double {
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

  /// Where its program lies in the file system; nil when the system does not say.
  package static var programPath: String? {
    #if canImport(Darwin)
      var size: UInt32 = 0
      _ = _NSGetExecutablePath(nil, &size)
      var path = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&path, &size) == 0, let resolved = realpath(path, nil) else { return nil }
    #else
      guard let resolved = realpath("/proc/self/exe", nil) else { return nil }
    #endif
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Keeps an object for as long as the process lasts, which is about to end.
  ///
  /// PERF: freeing a large ruleset piece by piece takes as long as analysing a thousand logs.
  package static func keepUntilExit(_ object: AnyObject) { _ = Unmanaged.passRetained(object) }

  /// Ends it at once, whatever its other threads are doing.
  package static func exitNow(_ code: Int32) -> Never { _exit(code) }

  /// Goes on as another program, with the same streams and the same keys of the terminal.
  /// - Parameters:
  ///   - program: its path.
  ///   - arguments: without its name.
  /// - Returns: why it did not start; else it does not return.
  package static func become(_ program: String, _ arguments: [String]) -> SystemError {
    for signal in [Signal.brokenPipe, .fileTooLarge] { signal.restore() }
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    execv(program, &words)
    let error = SystemError.last
    for word in words { free(word) }
    return error
  }

  /// Ends it.
  package static func exit(_ code: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(code)
    #elseif canImport(Musl)
      Musl.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }
}
