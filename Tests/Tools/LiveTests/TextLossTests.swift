import Testing

@testable import Live

/// What a collector leaves out is counted, and what it cannot read is said before it is read for nothing.
@Suite struct TextLossTests {
  private func block(_ format: String) -> String {
    "<localfile><log_format>\(format)</log_format><location>$D/a.log</location></localfile>"
  }

  @Test(
    arguments: [
      ("syslog", "a\0b\nfine\n", 1, 0), ("json", "{\"a\":1}\n[1]\n{\n\0{}\n{\"b\":2}\n", 1, 2),
      ("multi-line: 2", "a\0\nb\n", 1, 0), ("mysql_log", "\0\n", 1, 0),
      ("audit", "type=A msg=audit(1): \0\ntype=A msg=audit(1): x\n", 1, 0),
    ])
  func dropsAreCounted(format: String, text: String, withNUL: Int, withoutObject: Int) throws {
    let desk = try CollectorDesk(block(format))
    try desk.write("a.log", "")
    desk.start()
    try desk.append("a.log", text)
    _ = desk.poll()
    #expect(desk.collector.losses.withNUL == withNUL)
    #expect(desk.collector.losses.withoutObject == withoutObject)
  }

  @Test(arguments: [
    ([0xFF, 0xFE, 0x61, 0, 10, 0], "is UTF-16"), ([0xFE, 0xFF, 0, 0x61, 0, 10], "is UTF-16"),
    (Array("ElfFile\0\0\0\0\n".utf8), "is an event log of Windows"),
  ])
  func foreignFilesAreNotTakenForText(bytes: [UInt8], words: String) throws {
    let fast = try CollectorDesk(block("syslog"), settings: .fast)
    try fast.write("a.log", bytes)
    fast.start()
    #expect(fast.log.contains { $0.hasPrefix("ERROR: '$D/a.log' \(words)") }, "\(fast.log)")
    #expect(!fast.collector.hadSources)
    try fast.append("a.log", "x\n")
    #expect(fast.poll().isEmpty)
    // As the agent has it, it is read all the same, and the lines without a NUL come.
    let exact = try CollectorDesk(block("syslog"))
    try exact.write("a.log", bytes)
    exact.start()
    #expect(exact.log.contains { $0.hasPrefix("WARNING: '$D/a.log' \(words)") })
    try exact.append("a.log", "x\n")
    #expect(exact.poll().last == "$D/a.log:x")
  }

  @Test func eventsForSocketsAreCounted() throws {
    let desk = try CollectorDesk(
      "<socket><name>s</name><location>/x</location></socket>"
        + "<localfile><log_format>syslog</log_format><location>$D/a.log</location><target>agent,s</target></localfile>")
    try desk.write("a.log", "")
    desk.start()
    try desk.append("a.log", "one\ntwo\n")
    #expect(desk.poll() == ["$D/a.log:one", "$D/a.log:two"])
    #expect(desk.collector.losses.forSockets == 2)
  }
}
