#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A process that was just started, and what its output can be read from.
struct ProgramStart {
  let process: pid_t
  let output: Int32
  let problem: Int32

  /// Starts a program whose output and errors go into pipes.
  /// - Parameters:
  ///   - name: looked for as a shell does.
  ///   - arguments: without the name.
  ///   - input: what it reads from its standard input, no more than a pipe holds; it has this process's own where there
  ///     is none.
  ///   - isApart: whether keys at the terminal do not reach it, so that whoever started it decides when it ends.
  init(
    _ name: String, _ arguments: [String], input: [UInt8] = [], isApart: Bool = false
  ) throws(Program.Failure) {
    let output = try Self.pipe()
    let problem = try Self.pipe()
    let given = input.isEmpty ? nil : try Self.pipe()
    var process: pid_t = 0
    if let given { _ = input.withUnsafeBytes { SystemCall.writeAll(given.write, $0) } }
    let ends = Ends(input: given?.read, output: output.write, problem: problem.write)
    let status = Self.start(name, arguments, isApart, ends, &process)
    for end in [output.write, problem.write, given?.read, given?.write] { if let end { SystemCall.close(end) } }
    guard status == 0 else {
      SystemCall.close(output.read)
      SystemCall.close(problem.read)
      throw .notStarted(SystemError(number: status))
    }
    (self.process, self.output, self.problem) = (process, output.read, problem.read)
  }

  /// What the program gets of the pipes.
  private struct Ends {
    let input: Int32?
    let output: Int32
    let problem: Int32
  }

  private static func start(
    _ name: String, _ arguments: [String], _ isApart: Bool, _ ends: Ends, _ process: inout pid_t
  ) -> Int32 {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Of the pipes, nothing but these is left open in the program: their ends close when it starts.
    if let input = ends.input { posix_spawn_file_actions_adddup2(&actions, input, 0) }
    posix_spawn_file_actions_adddup2(&actions, ends.output, 1)
    posix_spawn_file_actions_adddup2(&actions, ends.problem, 2)
    // The keys of a terminal are for whoever started it.
    if isApart { posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0) }
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
    var flags = Int32(POSIX_SPAWN_SETSIGDEF)
    if isApart {
      // Whatever is held back here reaches it: it has to end when it is told to.
      var none = sigset_t()
      sigemptyset(&none)
      posix_spawnattr_setsigmask(&attributes, &none)
      posix_spawnattr_setpgroup(&attributes, 0)
      flags |= Int32(POSIX_SPAWN_SETPGROUP) | Int32(POSIX_SPAWN_SETSIGMASK)
    }
    posix_spawnattr_setflags(&attributes, Int16(truncatingIfNeeded: flags))
    var words: [UnsafeMutablePointer<CChar>?] = ([name] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    return posix_spawnp(&process, name, &actions, &attributes, &words, environ)
  }

  private static func pipe() throws(Program.Failure) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard systemPipe(&ends) == 0 else { throw .noPipe(.last) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}

private func systemPipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }
