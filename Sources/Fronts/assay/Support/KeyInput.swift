#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Single keys from the terminal, without waiting for a line. The terminal is as it was when this is gone.
final class KeyInput {
  private var saved = termios()
  private var isRaw = false

  /// Takes over the terminal; without one, there are no keys.
  init() {
    guard isatty(0) == 1, tcgetattr(0, &saved) == 0 else { return }
    resume()
  }

  deinit { suspend() }

  /// Whether keys come at the moment.
  var isActive: Bool { isRaw }

  /// Gives the terminal back, for a line of input.
  func suspend() {
    guard isRaw else { return }
    tcsetattr(0, TCSANOW, &saved)
    isRaw = false
  }

  /// Takes the terminal again. Ctrl-C arrives as a key, so that leaving puts everything back.
  func resume() {
    guard isatty(0) == 1 else { return }
    var raw = saved
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
    isRaw = tcsetattr(0, TCSANOW, &raw) == 0
  }

  /// The next key within some milliseconds; nil without one, Ctrl-D at the end of the input.
  func next(within milliseconds: Int32) -> UInt8? {
    guard isRaw else {
      usleep(UInt32(milliseconds) * 1000)
      return nil
    }
    var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    guard poll(&input, 1, milliseconds) > 0 else { return nil }
    var byte: UInt8 = 0
    let count = read(0, &byte, 1)
    if count < 0, errno == EINTR || errno == EAGAIN { return nil }
    // A terminal that has gone away would be readable for ever.
    return count == 1 ? byte : 4
  }
}
