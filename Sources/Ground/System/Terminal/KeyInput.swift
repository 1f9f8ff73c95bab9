#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Single keys from the terminal, without waiting for a line. The terminal is as it was when this is gone.
package final class KeyInput {
  private let mode: TerminalMode?
  /// Whether keys come at the moment.
  package private(set) var isActive = false

  /// Takes over the terminal; without one, there are no keys.
  package init() {
    mode = Terminal.isInteractive(.input) ? TerminalMode() : nil
    resume()
  }

  deinit { suspend() }

  /// Gives the terminal back, for a line of input.
  package func suspend() {
    guard isActive else { return }
    mode?.restore()
    isActive = false
  }

  /// Takes the terminal again. Ctrl-C arrives as a key, so that leaving puts everything back.
  package func resume() {
    guard let mode, Terminal.isInteractive(.input) else { return }
    isActive = mode.takeKeys()
  }

  /// The next key within some milliseconds; nil without one, Ctrl-D at the end of the input.
  package func next(within milliseconds: Int32) -> UInt8? {
    guard isActive else {
      usleep(UInt32(milliseconds) * 1000)
      return nil
    }
    guard case .ready = Readiness.wait(toRead: [0], milliseconds: milliseconds) else { return nil }
    var byte: UInt8 = 0
    let count = read(0, &byte, 1)
    if count < 0, errno == EINTR || errno == EAGAIN { return nil }
    // A terminal that has gone away would be readable for ever.
    return count == 1 ? byte : 4
  }
}
