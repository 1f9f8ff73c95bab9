import Testing

@testable import EVTX

/// Values of each type, as Windows writes them in an event's XML.
@Suite struct ValueTests {
  static let values: [(type: UInt8, bytes: [UInt8], text: String)] = [
    (0x01, EventLogBuilder.utf16("a<b>&'\"\u{1F600}ü\0\0"), "a&lt;b&gt;&amp;'\"\u{1F600}ü"),
    (0x01, [0x00, 0xD8, 0x41, 0x00], "\u{FFFD}A"),
    (0x01, [], ""),
    (0x02, [0x41, 0xE9, 0x00], "Aé"),
    (0x03, [0xFF], "-1"), (0x04, [0xFF], "255"),
    (0x05, [0x00, 0x80], "-32768"), (0x06, [0x00, 0x80], "32768"),
    (0x07, [0xFE, 0xFF, 0xFF, 0xFF], "-2"), (0x08, [0xFE, 0xFF, 0xFF, 0xFF], "4294967294"),
    (0x09, [UInt8](repeating: 0xFF, count: 8), "-1"),
    (0x0A, [UInt8](repeating: 0xFF, count: 8), "18446744073709551615"),
    (0x0B, [0x00, 0x00, 0xC0, 0x3F], "1.5"), (0x0C, [0, 0, 0, 0, 0, 0, 0xF8, 0x3F], "1.5"),
    (0x0D, [1, 0, 0, 0], "true"), (0x0D, [0, 0, 0, 0], "false"), (0x0D, [1], "true"),
    (0x0E, [0x00, 0xAB, 0x0F], "00AB0F"),
    (
      0x0F, [0x25, 0x96, 0x84, 0x54, 0x78, 0x54, 0x94, 0x49, 0xA5, 0xBA, 0x3E, 0x3B, 0x03, 0x28, 0xC3, 0x0D],
      "{54849625-5478-4994-A5BA-3E3B0328C30D}"
    ),
    (0x10, [0xFF, 0, 0, 0], "0xff"), (0x10, [0, 0, 0, 0, 1, 0, 0, 0], "0x100000000"),
    (0x11, EventLogBuilder.little(133_537_758_721_234_567, 8), "2024-03-01T14:11:12.1234567Z"),
    (0x11, EventLogBuilder.little(133_536_816_000_000_000, 8), "2024-02-29T12:00:00.0000000Z"),
    (0x11, EventLogBuilder.little(0, 8), "1601-01-01T00:00:00.0000000Z"),
    (0x11, EventLogBuilder.little(125_911_583_990_000_000, 8), "1999-12-31T23:59:59.0000000Z"),
    (0x11, EventLogBuilder.little(125_911_584_000_000_000, 8), "2000-01-01T00:00:00.0000000Z"),
    (0x12, [0xE8, 0x07, 2, 0, 4, 0, 29, 0, 7, 0, 5, 0, 3, 0, 9, 0], "2024-02-29T07:05:03.009Z"),
    (0x13, [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0], "S-1-5-18"),
    (0x14, [0x20, 0, 0, 0], "0x20"), (0x14, [0, 0, 0, 0], "0x0"),
    (0x15, [0, 0, 0, 0, 0, 0, 0x20, 0x80], "0x8020000000000000"),
  ]

  @Test(arguments: values)
  func isWrittenAsWindowsWritesIt(type: UInt8, bytes: [UInt8], text: String) throws {
    var builder = EventLogBuilder()
    builder.add([.init(type: type, bytes: bytes)])
    let content = try EventLogContent(builder.file())
    #expect(content.problems.isEmpty)
    #expect(content.texts == ["<Event><Data Name='v'>\(text)</Data></Event>"])
  }

  static let lists: [(type: UInt8, bytes: [UInt8], texts: [String])] = [
    (0x81, EventLogBuilder.utf16("one\0\0three\0"), ["one", "", "three"]),
    (0x81, EventLogBuilder.utf16("one\0two"), ["one", "two"]),
    (0x82, [0x61, 0, 0x62, 0], ["a", "b"]),
    (0x88, [1, 0, 0, 0, 2, 0, 0, 0], ["1", "2"]),
    (0x93, [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 5, 19, 0, 0, 0], ["S-1-5-18", "S-1-5-19"]),
    (0x81, [], []),
  ]

  /// An element whose value is a list stands once for each item.
  @Test(arguments: lists)
  func listsRepeatTheirElement(type: UInt8, bytes: [UInt8], texts: [String]) throws {
    var builder = EventLogBuilder()
    builder.add([.init(type: type, bytes: bytes)])
    let content = try EventLogContent(builder.file())
    #expect(content.texts == ["<Event>" + texts.map { "<Data Name='v'>\($0)</Data>" }.joined() + "</Event>"])
  }

  @Test(arguments: [(0x0F, 15), (0x11, 7), (0x14, 3), (0x13, 3), (0x0D, 0), (0x88, 5), (0x22, 1)] as [(UInt8, Int)])
  func bytesThatAreNoValueLeaveTheRecordOut(type: UInt8, size: Int) throws {
    var builder = EventLogBuilder()
    builder.add([.init(type: type, bytes: [UInt8](repeating: 1, count: size))])
    builder.add([.text("next")])
    let content = try EventLogContent(builder.file())
    #expect(content.problems.map(\.record) == [1])
    #expect(content.texts == ["<Event><Data Name='v'>next</Data></Event>"])
  }
}
