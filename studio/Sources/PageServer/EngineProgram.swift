import Foundation

/// The command that answers questions, a line of JSON for a line of JSON, as a program beside this one.
final class EngineProgram: Sendable {
  private let process: Process
  private let input: FileHandle
  /// What it writes, line by line; ends with it.
  let lines: AsyncStream<[UInt8]>

  /// A longer line is no answer.
  private static let longestLine = 256 << 20

  /// Starts it.
  init(_ command: [String]) throws {
    guard let program = command.first else { throw CocoaError(.fileNoSuchFile) }
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

  /// Ends it.
  func stop() {
    try? input.close()
    if process.isRunning { process.terminate() }
  }
}
