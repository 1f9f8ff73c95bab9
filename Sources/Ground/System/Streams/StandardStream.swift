import Bytes
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One of the two streams of the command. Every byte that it prints goes through one of these two values.
///
/// A write that fails does not end the process: reports and files that the user has named are still to be written, and a
/// red result has to stay red. What was lost is remembered, the rest of the stream is dropped, and the front makes the
/// exit code of it.
package final class StandardStream: Sendable {
  /// Why bytes did not arrive.
  package enum Loss: Sendable, Equatable {
    /// Whoever read the pipe has seen enough: `assay load --all | head`.
    case readerLeft
    /// The system's reason.
    case failed(SystemError)
  }

  private struct State {
    var loss: Loss?
    var wasUsed = false
    var commands = WorkflowCommandGuard()
  }

  package static let output = StandardStream(1)
  package static let error = StandardStream(2)

  package let isTerminal: Bool
  private let descriptor: Int32
  private let state = Mutex(State())

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
  }

  /// Why bytes were lost, if some were.
  package var loss: Loss? { state.withLock { $0.loss } }

  /// Writes what is to be read: to a terminal without what it would obey, to files and pipes as it is, but that no line
  /// is a command of a CI server.
  package func write(_ bytes: [UInt8]) {
    let shown = isTerminal ? TerminalText.printableScreen(bytes) : bytes
    put(state.withLock { $0.commands.guarded(shown) })
  }

  /// Writes a report that is made of commands for a CI server.
  package func writeCommands(_ bytes: [UInt8]) { put(isTerminal ? TerminalText.printableScreen(bytes) : bytes) }

  /// Writes what a terminal is to obey: nothing that comes from a log, a ruleset or a file name.
  package func control(_ bytes: [UInt8]) { put(bytes) }

  /// Ends the command when nobody would see its answer any more.
  package func check() throws(OutputLost) {
    if let loss { throw OutputLost(loss: loss) }
  }

  /// What was lost in the end. Some systems tell only now that a disk is full.
  package func finish() -> Loss? {
    state.withLock { state in
      guard state.wasUsed, state.loss == nil else { return state.loss }
      if close(descriptor) != 0, errno != EINTR, errno != EBADF { state.loss = .failed(.last) }
      return state.loss
    }
  }

  /// Writes a last word while other threads may be in the middle of writing, or wait for a reader that does not come.
  package func writeLast(_ bytes: [UInt8]) {
    let shown = isTerminal ? TerminalText.printableScreen(bytes) : bytes
    guard Readiness.wait(toWrite: descriptor, milliseconds: 1000) else { return }
    _ = Self.write(shown, to: descriptor)
  }

  private func put(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    state.withLock { state in
      guard state.loss == nil else { return }
      state.wasUsed = true
      state.loss = Self.write(bytes, to: descriptor)
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Loss? {
    guard let reason = bytes.withUnsafeBytes({ SystemCall.writeAll(descriptor, $0) }) else { return nil }
    return reason.number == EPIPE ? .readerLeft : .failed(reason)
  }

  /// Has failing writes come back as errors, and keeps the numbers of closed streams from being given to files.
  ///
  /// Whoever starts the command with `>&-` would else have the first file that is opened for standard output. What stands
  /// in for a closed stream refuses what the stream is for, so that a write is still an error.
  package static func prepare() {
    for signal in [Signal.brokenPipe, .fileTooLarge] { signal.ignore() }
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      let mode = descriptor == 0 ? O_WRONLY : O_RDONLY
      // The lowest free number is this one, for those below are taken by now.
      if open("/dev/null", mode) < 0 { _ = open("/", O_RDONLY) }
    }
  }
}

/// Ends a command that answers questions, when its answers go nowhere.
package struct OutputLost: Error {
  package var loss: StandardStream.Loss
}
