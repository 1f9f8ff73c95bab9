import Testing

@testable import System

@Suite("A program beside this one")
struct RunningProgramTests {
  private func waitForEnd(of program: RunningProgram) -> RunningProgram.Ending? {
    for _ in 0..<500 {
      if let ending = program.takeEnding() { return ending }
      Readiness.wait(toRead: [], milliseconds: 10)
    }
    return nil
  }

  private func all(_ stream: RunningProgram.Stream) -> String {
    let room = ReadRoom(count: 16)
    var bytes: [UInt8] = []
    while true {
      let count = stream.read(into: room)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += Array(room.view(0..<count).buffer)
    }
  }

  @Test("What it writes is read when it is there, and its end is told")
  func output() throws {
    let program = try RunningProgram("sh", ["-c", "echo result; echo trouble >&2; exit 3"])
    #expect(waitForEnd(of: program) == .code(3))
    #expect(all(program.output) == "result\n")
    #expect(all(program.problem) == "trouble\n")
    #expect(program.output.descriptor == nil && program.problem.descriptor == nil)
  }

  @Test("Reading does not wait")
  func silence() throws {
    let program = try RunningProgram("sh", ["-c", "exec sleep 60"])
    #expect(program.output.read(into: ReadRoom(count: 16)) == 0)
    #expect(program.output.descriptor != nil && program.takeEnding() == nil)
    program.stop()
    #expect(program.takeEnding() == .signal(15))
  }

  @Test("One that does not listen is ended all the same")
  func deaf() throws {
    let program = try RunningProgram("sh", ["-c", "trap '' TERM; echo deaf; while :; do sleep 1; done"])
    _ = Readiness.wait(toRead: [program.output.descriptor ?? -1], milliseconds: 5000)
    program.stop()
    #expect(program.takeEnding() == .signal(9))
  }

  @Test("One that is not there is told, now or by its end")
  func missing() {
    do throws(Program.Failure) {
      // Some systems only notice in the new process.
      #expect(waitForEnd(of: try RunningProgram("/nowhere/at-all", [])) == .code(127))
    } catch {
      #expect(error == .notStarted(SystemError(number: 2)))
    }
  }
}
