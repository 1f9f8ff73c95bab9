#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program that is run to its end.
package struct Program: Sendable {
  /// What a program wrote, and how it ended.
  package struct Outcome: Sendable {
    package var output: [UInt8]
    package var problem: [UInt8]
    /// Its exit code; 0 for one that a signal ended.
    package var exitCode: Int32
    package var isGood: Bool
  }

  /// Why a program did not run.
  package enum Failure: Error, Equatable, Sendable {
    case noPipe(SystemError)
    case notStarted(SystemError)
  }

  /// Its name, looked for as a shell does.
  package var name: String

  package init(_ name: String) { self.name = name }

  /// Runs it, and reads what it writes.
  /// - Parameter input: what it reads from its standard input: no more than a pipe holds, 48 KB; it has this process's own
  ///   where there is none.
  package func run(_ arguments: [String], input: [UInt8] = []) throws(Failure) -> Outcome {
    let start = try ProgramStart(name, arguments, input: input)
    defer {
      SystemCall.close(start.output)
      SystemCall.close(start.problem)
    }
    // Whoever ends this process does not leave a program behind that works for nobody.
    let process = start.process
    let ending = Cleanup.note { kill(process, SIGTERM) }
    let (written, said) = Self.readAll(start)
    // Before it is waited for: behind that its number may be another program's.
    Cleanup.done(ending)
    var code: Int32 = 0
    while waitpid(start.process, &code, 0) < 0, errno == EINTR {}
    return Outcome(output: written, problem: said, exitCode: code >> 8, isGood: code == 0)
  }

  /// Reads both until they end, whichever comes first: a program waits where nobody takes what it says.
  private static func readAll(_ start: ProgramStart) -> (output: [UInt8], problem: [UInt8]) {
    var written: [Int32: [UInt8]] = [:]
    var open = [start.output, start.problem]
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while !open.isEmpty {
      let ready: [Int32]
      switch Readiness.wait(toRead: open) {
      case .ready(let some): ready = some
      case .silence, .interrupted: continue
      case .failed: ready = open
      }
      for descriptor in ready {
        let count = chunk.withUnsafeMutableBytes { SystemCall.read(descriptor, into: $0) }
        if count > 0 {
          written[descriptor, default: []] += chunk[..<count]
        } else {
          open.removeAll { $0 == descriptor }
        }
      }
    }
    return (written[start.output] ?? [], written[start.problem] ?? [])
  }
}
