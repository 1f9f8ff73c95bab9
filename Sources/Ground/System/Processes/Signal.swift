#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A signal to the process.
package struct Signal: RawRepresentable, Hashable, Sendable {
  /// The system's number.
  package var rawValue: Int32

  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Ctrl-Z, and what a shell sends when it goes on.
  package static let stop = Signal(rawValue: SIGTSTP)
  package static let goOn = Signal(rawValue: SIGCONT)
  /// A write to a pipe that nobody reads, and one past the largest size of a file.
  package static let brokenPipe = Signal(rawValue: SIGPIPE)
  package static let fileTooLarge = Signal(rawValue: SIGXFSZ)
  /// The terminal has another size.
  static let resized = Signal(rawValue: SIGWINCH)
  /// Those that end the process.
  package static let ending = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].map(Signal.init)

  /// Sends it to this process.
  package func raise() {
    #if canImport(Glibc)
      _ = Glibc.raise(rawValue)
    #elseif canImport(Musl)
      _ = Musl.raise(rawValue)
    #else
      _ = Darwin.raise(rawValue)
    #endif
  }

  /// Has it do nothing.
  package func ignore() { _ = signal(rawValue, SIG_IGN) }

  /// Has it do what it does by itself.
  package func restore() { _ = signal(rawValue, SIG_DFL) }

  /// What a shell gives as the exit code of a program that it ended.
  package var exitCode: Int32 { 128 + rawValue }
}
