import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How the terminal of standard input sends what is typed: as it did before, or key by key.
package struct TerminalMode: Sendable {
  private static let isNoted = Atomic(false)

  private var saved = termios()

  /// The mode that it is in; nil without a terminal.
  package init?() {
    guard tcgetattr(0, &saved) == 0 else { return nil }
  }

  /// Whether it sends whole lines.
  package var sendsLines: Bool { saved.c_lflag & tcflag_t(ICANON) != 0 }

  /// Has keys come one by one, Ctrl-C and Ctrl-Z as keys, too; whether that worked.
  package func takeKeys() -> Bool {
    note()
    var raw = saved
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
    return tcsetattr(0, TCSANOW, &raw) == 0
  }

  /// The same for an editor of lines: nothing is translated either, and what was written is shown before.
  package func takeRawKeys() -> Bool {
    note()
    var raw = saved
    raw.c_iflag &= ~tcflag_t(IXON | ICRNL | INLCR | IGNCR | ISTRIP)
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    return tcsetattr(0, TCSADRAIN, &raw) == 0
  }

  /// However the process ends, the terminal is as it was found the first time.
  private func note() {
    guard !Self.isNoted.exchange(true, ordering: .relaxed) else { return }
    _ = Cleanup.note { restore() }
  }

  /// Puts everything back.
  /// - Parameter waits: whether what was written is shown before.
  package func restore(waits: Bool = false) {
    var saved = saved
    tcsetattr(0, waits ? TCSADRAIN : TCSANOW, &saved)
  }
}
