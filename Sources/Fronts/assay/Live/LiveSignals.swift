import Analysis

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The signals of a command that goes on until it is ended, and its waiting.
final class LiveSignals {
  private var pipe = SignalPipe()
  /// Whether a signal has come that ends the command.
  private(set) var isEnded = false

  init() { pipe?.install() }

  /// Looks for signals. A stop gives the terminal back for its time.
  func look(stop: () -> Void, goOn: () -> Void) {
    guard let pipe else { return }
    let taken = pipe.take()
    if taken.contains(where: SignalPipe.ending.contains) { isEnded = true }
    if taken.contains(SIGTSTP) { suspend(stop: stop, goOn: goOn) } else if taken.contains(SIGCONT) { goOn() }
  }

  /// Stops the process as Ctrl-Z does, and comes back when it goes on.
  func suspend(stop: () -> Void, goOn: () -> Void) {
    stop()
    pipe?.uninstall()
    raise(SIGTSTP)
    pipe?.install()
    goOn()
  }

  func end() { isEnded = true }

  /// Lets others have the signals while something runs.
  func away<Result>(_ body: () throws -> Result) rethrows -> Result {
    // There is one pipe at a time: the old one has to be gone before another one is made.
    pipe = nil
    defer {
      pipe = SignalPipe()
      pipe?.install()
    }
    return try body()
  }

  /// Waits for a signal or for something to read, at most so long.
  func wait(_ milliseconds: Int32, for others: [Int32]) {
    var sources = (others + (pipe.map { [$0.descriptor] } ?? [])).map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    poll(&sources, nfds_t(sources.count), milliseconds)
  }

  static func now() -> EventTime {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return EventTime(seconds: now.tv_sec, milliseconds: now.tv_nsec / 1_000_000)
  }
}
