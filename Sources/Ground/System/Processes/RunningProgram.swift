#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program that runs beside this one until it ends or is ended. Reading what it writes never waits.
package final class RunningProgram {
  /// How a program ended.
  package enum Ending: Equatable, Sendable {
    case code(Int32)
    case signal(Int32)
  }

  /// One of the two things that it writes to.
  package final class Stream {
    /// Nil when it has come to its end.
    package private(set) var descriptor: Int32?

    fileprivate init(_ descriptor: Int32) {
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
      self.descriptor = descriptor
    }

    deinit { close() }

    /// Reads what there is; 0 when there is nothing now, or nothing any more.
    package func read(into room: ReadRoom) -> Int {
      guard let descriptor else { return 0 }
      let count = SystemCall.read(descriptor, into: room.part(from: 0, atMost: nil))
      if count == 0 || count < 0 && errno != EAGAIN { close() }
      return max(0, count)
    }

    private func close() {
      if let descriptor { SystemCall.close(descriptor) }
      descriptor = nil
    }
  }

  /// What it writes as its result, and what it says besides.
  package let output: Stream
  package let problem: Stream
  private let process: pid_t
  private var ending: Ending?

  /// Starts a program. Keys at the terminal do not reach it.
  package init(_ name: String, _ arguments: [String]) throws(Program.Failure) {
    let start = try ProgramStart(name, arguments, isApart: true)
    process = start.process
    (output, problem) = (Stream(start.output), Stream(start.problem))
  }

  deinit { stop() }

  /// How it ended; nil while it runs.
  package func takeEnding() -> Ending? {
    if ending == nil { look(WNOHANG) }
    return ending
  }

  /// Ends it: it is asked to, and after a second it has to.
  package func stop() {
    guard takeEnding() == nil else { return }
    kill(process, SIGTERM)
    for _ in 0..<100 {
      if takeEnding() != nil { return }
      usleep(10_000)
    }
    kill(process, SIGKILL)
    look(0)
  }

  private func look(_ options: Int32) {
    var status: Int32 = 0
    var result = waitpid(process, &status, options)
    while result < 0, errno == EINTR { result = waitpid(process, &status, options) }
    guard result != 0 else { return }
    // One that cannot be waited for has ended, whatever became of it.
    let signal = status & 0x7F
    ending = result < 0 ? .code(-1) : signal == 0 ? .code(status >> 8 & 0xFF) : .signal(signal)
  }
}
