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
    let (written, said) = (Self.readAll(start.output), Self.readAll(start.problem))
    var code: Int32 = 0
    while waitpid(start.process, &code, 0) < 0, errno == EINTR {}
    return Outcome(output: written, problem: said, exitCode: code >> 8, isGood: code == 0)
  }

  private static func readAll(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { SystemCall.read(descriptor, into: $0) }
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
  }
}
