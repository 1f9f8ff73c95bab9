import Foundation

/// The built command, run as a user would.
package enum CommandLineTool {
  /// What a run has left.
  package struct Result {
    package var status: Int32
    package var output: String
    package var errors: String
  }

  /// The executable that was built together with the tests.
  package static let path: String = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<6 {
      let candidate = folder.appendingPathComponent("assay").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder.deleteLastPathComponent()
    }
    return "assay"
  }()

  /// Runs the command.
  /// - Parameter environment: variables on top of a plain environment without a terminal.
  package static func run(
    _ arguments: [String], input: String = "", in folder: String = NSTemporaryDirectory(),
    environment: [String: String] = [:]
  ) throws -> Result {
    try run(path, arguments, input: Data(input.utf8), in: folder, environment: environment)
  }

  /// Runs the command on the bytes of a file.
  package static func run(
    _ arguments: [String], inputFile: URL, in folder: String, environment: [String: String] = [:]
  ) throws -> Result {
    try run(path, arguments, input: Data(contentsOf: inputFile), in: folder, environment: environment)
  }

  /// Runs a script of the shell, in which `"$ASSAY"` is the command.
  package static func shell(_ script: String, in folder: String) throws -> Result {
    try run(
      "/bin/bash", ["-c", script], input: Data(), in: folder,
      environment: ["ASSAY": path, "XDG_CACHE_HOME": folder + "/.cache"])
  }

  private static func run(
    _ program: String, _ arguments: [String], input: Data, in folder: String, environment: [String: String]
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ["PATH": "/usr/bin:/bin"].merging(Sanitizer.environment) { $1 }.merging(environment) { $1 }
    let files = try (0..<3).map { _ in try TemporaryFile() }
    // Optimised code would let go of them behind their last use, and they are gone with it.
    defer { withExtendedLifetime(files) {} }
    try input.write(to: files[0].url)
    process.standardInput = try FileHandle(forReadingFrom: files[0].url)
    process.standardOutput = try FileHandle(forWritingTo: files[1].url)
    process.standardError = try FileHandle(forWritingTo: files[2].url)
    try process.runTakingSignals()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: String(decoding: try Data(contentsOf: files[1].url), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: files[2].url), as: UTF8.self))
  }
}

extension Process {
  /// Runs a process that signals reach. Threads of the test library hold them back, and a process inherits that.
  package func runTakingSignals() throws {
    var none = sigset_t()
    var held = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &held)
    defer { pthread_sigmask(SIG_SETMASK, &held, nil) }
    try run()
  }
}

/// A file that is gone when its owner is.
package final class TemporaryFile: Sendable {
  package let url: URL

  package init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
    try Data().write(to: url)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}

extension TemporaryFolder {
  /// Runs the command in it.
  package func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> CommandLineTool.Result {
    defer { withExtendedLifetime(self) {} }
    return try CommandLineTool.run(arguments, input: input, in: path, environment: environment)
  }

  /// Runs a script of the shell in it, in which `"$ASSAY"` is the command.
  package func shell(_ script: String) throws -> CommandLineTool.Result {
    defer { withExtendedLifetime(self) {} }
    return try CommandLineTool.shell(script, in: path)
  }
}
