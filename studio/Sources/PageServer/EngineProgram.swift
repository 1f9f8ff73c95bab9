import Foundation

/// The command that answers questions, a line of JSON for a line of JSON, as a program beside this one.
final class EngineProgram: Sendable {
  private let process: Process
  private let input: FileHandle
  private let end: @Sendable () -> Void
  /// What it writes, line by line; ends with it.
  let lines: AsyncStream<[UInt8]>

  /// A longer line is no answer.
  private static let longestLine = 256 << 20

  /// Starts it.
  init(_ command: [String]) throws {
    guard let program = command.first else { throw CocoaError(.fileNoSuchFile) }
    // Writing to one that has ended is an error, and not the end of this one.
    signal(SIGPIPE, SIG_IGN)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = Array(command.dropFirst())
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    let (lines, continuation) = AsyncStream.makeStream(of: [UInt8].self)
    self.lines = lines
    self.process = process
    self.input = input.fileHandleForWriting
    end = { continuation.finish() }
    try process.run()
    let reading = output.fileHandleForReading
    // A thread of its own: reading waits.
    Thread.detachNewThread { Self.read(reading, continuation) }
  }

  private static func read(_ file: FileHandle, _ lines: AsyncStream<[UInt8]>.Continuation) {
    var line: [UInt8] = []
    while case let data = file.availableData, !data.isEmpty {
      var rest = data[...]
      while let end = rest.firstIndex(of: 10) {
        line += rest[rest.startIndex..<end]
        lines.yield(line)
        line = []
        rest = rest[(end + 1)...]
      }
      line += rest
      if line.count > longestLine { break }
    }
    lines.finish()
  }

  /// Writes a line; false when it has ended.
  func write(_ line: [UInt8]) -> Bool { (try? input.write(contentsOf: Data(line + [10]))) != nil }

  /// Ends it. What it has started itself may hold its output open, and is not waited for.
  func stop() {
    end()
    try? input.close()
    if process.isRunning { process.terminate() }
  }
}
