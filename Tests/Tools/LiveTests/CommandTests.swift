import Testing

@testable import Live

/// Commands whose output is collected.
@Suite struct CommandRunTests {
  private func desk(_ format: String, _ command: String, _ more: String = "") throws -> CollectorDesk {
    try CollectorDesk(
      "<localfile><log_format>\(format)</log_format><command>\(command)</command><alias>c</alias>\(more)</localfile>")
  }

  @Test(arguments: [
    ("command", "printf 'a\\n\\nb'", ["a", "", "b"]), ("command", "exit 3", []), ("command", "echo x >&2", []),
  ])
  func lines(_ format: String, _ command: String, _ texts: [String]) throws {
    let desk = try desk(format, command)
    desk.start()
    #expect(desk.poll() == texts.map { "c:ossec: output: 'c': " + $0 })
  }

  @Test(arguments: [
    ("printf 'a\\nb\\n'", ["\na\nb"]), ("printf 'a\\nlost'", ["\na"]), ("printf lost", [""]), ("true", []),
    ("printf 'a\\r\\n\\n\\n\\nb\\n'", ["\na\n\nb"]),
  ])
  func whole(_ command: String, _ texts: [String]) throws {
    let desk = try desk("full_command", command)
    desk.start()
    #expect(desk.poll() == texts.map { "c:ossec: output: 'c':" + $0 })
  }

  @Test func runsAgainWhenItIsTime() throws {
    let desk = try desk("command", "echo x", "<frequency>10</frequency>")
    desk.start()
    #expect(desk.poll(3).count == 1)
    desk.wait(8)
    #expect(desk.poll(3).count == 0)
    desk.wait(2)
    #expect(desk.poll(3).count == 1)
  }

  @Test func endlessOutputEndsWithTheTurn() throws {
    let desk = try desk("command", "yes", "<frequency>1000</frequency>")
    desk.start()
    #expect(desk.poll(2).count == 10_000)
  }
}
