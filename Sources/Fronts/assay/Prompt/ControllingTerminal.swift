import LineEditing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The terminal that standard input and standard error are.
///
/// Between ``begin()`` and ``end()`` it sends keys one by one, and pasted text in brackets. However the process ends in
/// between, by a signal, too, the terminal gets its settings back.
final class ControllingTerminal: PromptTerminal {
  private var saved = termios()
  private var isRaw = false
  /// What was typed before the terminal was taken, as far as it will not be there any more afterwards.
  private var typedAhead: [UInt8] = []
  private let signals: SignalPipe

  /// Nil when lines are not to be edited: no terminal, or one that knows no sequences.
  init?() {
    guard isatty(0) == 1, isatty(2) == 1, let kind = variable("TERM"), kind != "dumb", !kind.isEmpty,
      let signals = SignalPipe()
    else { return nil }
    self.signals = signals
  }

  deinit { end() }

  func begin() -> Bool {
    guard !isRaw else { return true }
    guard tcgetattr(0, &saved) == 0 else { return false }
    signals.install()
    takeTypedLines()
    guard setRaw() else {
      signals.uninstall()
      return false
    }
    isRaw = true
    write(Array("\u{1B}[?2004h".utf8))
    return true
  }

  /// Takes the lines that were finished while nobody asked for one.
  ///
  /// They could wait, but Ctrl-D could not: as long as the terminal reads lines it is an end of the input, and no key that
  /// is there still when keys come one by one.
  private func takeTypedLines() {
    guard saved.c_lflag & tcflag_t(ICANON) != 0 else { return }
    var source = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    var bytes = [UInt8](repeating: 0, count: 1 << 12)
    while poll(&source, 1, 0) > 0, source.revents & Int16(POLLIN) != 0 {
      let length = read(0, &bytes, bytes.count)
      if length > 0 {
        typedAhead += bytes[..<length]
      } else {
        if length == 0 { typedAhead.append(4) }
        return
      }
    }
  }

  private func setRaw() -> Bool {
    var raw = saved
    raw.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR | IGNCR | ISTRIP)
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    return tcsetattr(0, TCSADRAIN, &raw) == 0
  }

  func end() {
    guard isRaw else { return }
    isRaw = false
    write(Array("\u{1B}[?2004l".utf8))
    tcsetattr(0, TCSADRAIN, &saved)
    signals.uninstall()
  }

  func wait(_ milliseconds: Int?) -> TerminalInput {
    if !typedAhead.isEmpty {
      defer { typedAhead = [] }
      return .bytes(typedAhead)
    }
    while true {
      var sources = [
        pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&sources, 2, milliseconds.map { Int32($0) } ?? -1)
      if count == 0 { return .silence }
      if count < 0, errno != EINTR { return .end }
      if let input = takeSignals() { return input }
      guard count > 0, sources[0].revents != 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let length = read(0, &bytes, bytes.count)
      if length < 0, errno == EINTR || errno == EAGAIN { continue }
      return length > 0 ? .bytes(Array(bytes[..<length])) : .end
    }
  }

  private func takeSignals() -> TerminalInput? {
    let taken = signals.take()
    if let signal = taken.first(where: SignalPipe.ending.contains) { return .signal(signal) }
    if taken.contains(SIGTSTP) {
      end()
      suspend()
      _ = begin()
      return .changed
    }
    // Whoever went on with the process may have given the terminal other settings meanwhile.
    if taken.contains(SIGCONT), isRaw {
      _ = setRaw()
      write(Array("\u{1B}[?2004h".utf8))
    }
    return taken.isEmpty ? nil : .changed
  }

  func suspend() { raise(SIGTSTP) }

  func write(_ bytes: [UInt8]) { StandardStream.error.control(bytes) }

  var size: (columns: Int, rows: Int) {
    var size = winsize()
    #if canImport(Glibc)
      let request = UInt(TIOCGWINSZ)
    #else
      let request = TIOCGWINSZ
    #endif
    guard ioctl(2, request, &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
