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
    let output = try Self.pipe()
    let problem = try Self.pipe()
    let given = input.isEmpty ? nil : try Self.pipe()
    defer {
      SystemCall.close(output.read)
      SystemCall.close(problem.read)
    }
    var process: pid_t = 0
    if let given { _ = input.withUnsafeBytes { SystemCall.writeAll(given.write, $0) } }
    let status = start(arguments, output, problem, given, &process)
    if let given {
      SystemCall.close(given.read)
      SystemCall.close(given.write)
    }
    SystemCall.close(output.write)
    SystemCall.close(problem.write)
    guard status == 0 else { throw .notStarted(SystemError(number: status)) }
    let (written, said) = (Self.readAll(output.read), Self.readAll(problem.read))
    var code: Int32 = 0
    while waitpid(process, &code, 0) < 0, errno == EINTR {}
    return Outcome(output: written, problem: said, exitCode: code >> 8, isGood: code == 0)
  }

  private func start(
    _ arguments: [String], _ output: (read: Int32, write: Int32), _ problem: (read: Int32, write: Int32),
    _ given: (read: Int32, write: Int32)?, _ process: inout pid_t
  ) -> Int32 {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let given {
      posix_spawn_file_actions_adddup2(&actions, given.read, 0)
      posix_spawn_file_actions_addclose(&actions, given.read)
      posix_spawn_file_actions_addclose(&actions, given.write)
    }
    posix_spawn_file_actions_adddup2(&actions, output.write, 1)
    posix_spawn_file_actions_adddup2(&actions, problem.write, 2)
    for end in [output.read, output.write, problem.read, problem.write] {
      posix_spawn_file_actions_addclose(&actions, end)
    }
    // The command itself ignores these; the program is to behave as it always does.
    #if canImport(Darwin)
      var attributes: posix_spawnattr_t?
    #else
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [Signal.brokenPipe, .fileTooLarge] { sigaddset(&signals, signal.rawValue) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var words: [UnsafeMutablePointer<CChar>?] = ([name] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    return posix_spawnp(&process, name, &actions, &attributes, &words, environ)
  }

  private static func pipe() throws(Failure) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard systemPipe(&ends) == 0 else { throw .noPipe(.last) }
    return (ends[0], ends[1])
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

private func systemPipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }
