import System

/// The signals of a command that goes on until it is ended, and its waiting.
final class LiveSignals {
  private var pipe = SignalPipe()
  /// Whether a signal has come that ends the command.
  private(set) var isEnded = false

  init() { pipe?.install() }

  /// Looks for signals. A stop gives the terminal back for its time.
  func look(stop: () -> Void, goOn: () -> Void) {
    if Interruption.isTimeOver { isEnded = true }
    guard let pipe else { return }
    let taken = pipe.take()
    if taken.contains(where: Signal.ending.contains) { isEnded = true }
    if taken.contains(.stop) { suspend(stop: stop, goOn: goOn) } else if taken.contains(.goOn) { goOn() }
  }

  /// Stops the process as Ctrl-Z does, and comes back when it goes on.
  func suspend(stop: () -> Void, goOn: () -> Void) {
    stop()
    pipe?.uninstall()
    Signal.stop.raise()
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
    Readiness.wait(toRead: others + (pipe.map { [$0.descriptor] } ?? []), milliseconds: milliseconds)
  }
}
