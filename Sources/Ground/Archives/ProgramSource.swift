import Bytes
import System

/// What another program makes of a file: for packing that is not undone here.
package final class ProgramSource: ArchiveSource {
  /// What is kept of what it says.
  private static let saidLimit = 1 << 12

  private let name: String
  private let program: RunningProgram
  private let room = ReadRoom(count: 1 << 18)
  private var said: [UInt8] = []
  private var isAtEnd = false

  /// Starts a program that writes the file's content to its standard output.
  package init(_ name: String, _ arguments: [String]) throws(ArchiveFault) {
    self.name = name
    do throws(Program.Failure) {
      program = try RunningProgram(name, arguments)
    } catch {
      switch error {
      case .notStarted(.isMissing): throw .noProgram(name)
      case .notStarted(let reason), .noPipe(let reason): throw .unreadable(reason)
      }
    }
  }

  package func next() throws(ArchiveFault) -> [UInt8] {
    guard !isAtEnd else { return [] }
    while true {
      let count = program.output.read(into: room)
      if count > 0 { return ByteString(room.view(0..<count)).bytes }
      listen()
      guard let descriptor = program.output.descriptor else { break }
      Readiness.wait(toRead: [descriptor] + [program.problem.descriptor].compactMap(\.self))
    }
    isAtEnd = true
    try finish()
    return []
  }

  /// Takes what it says, so that it is never held up by that.
  private func listen() {
    let room = ReadRoom(count: 1 << 12)
    while case let count = program.problem.read(into: room), count > 0 {
      said += ByteString(room.view(0..<count)).bytes.prefix(max(0, Self.saidLimit - said.count))
    }
  }

  private func finish() throws(ArchiveFault) {
    while true {
      listen()
      if let ending = program.takeEnding() {
        guard ending != .code(0) else { return }
        let first = said.split(separator: 10).first.map { String(decoding: $0, as: UTF8.self) }
        // A shell's words for a program that is not there, where the system starts one for it.
        guard ending != .code(127) else { throw .noProgram(name) }
        throw .programFailed(name, said: first ?? "it ended badly")
      }
      Readiness.wait(toRead: [program.problem.descriptor].compactMap(\.self), milliseconds: 5)
    }
  }
}
