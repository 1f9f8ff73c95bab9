import Bytes
import Live
import Testing

/// Lines of an input that is there as a whole, joined as the collector joins those of a file.
@Suite("Lines are joined to events")
struct LineJoinerTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var format: String
    var regex: String?
    var match: String?
    var replace: String?
    var lines: [ByteString]
    var events: [ByteString]
    var left = 0

    var testDescription: String { "\(format) \(regex ?? "") \(match ?? "") \(replace ?? "")" }
  }

  static let rows: [Row] = [
    Row(format: "multi-line:2", lines: ["a", "b", "c"], events: ["a b"], left: 1),
    Row(format: "multi-line: 3", lines: ["", "b", ""], events: ["b "]),
    Row(format: "multi-line-regex", regex: "^\\[", lines: ["x", "[a", "b", "[c"], events: ["x", "[a\nb", "[c"]),
    Row(
      format: "multi-line-regex", regex: ";$", match: "end", replace: "wspace", lines: ["a", "b;", "c"],
      events: ["a b;", "c "]),
    Row(
      format: "multi-line-regex", regex: "(?s)a.*z", match: "all", replace: "none", lines: ["a", "b", "z", "a"],
      events: ["abz", "a"]),
    Row(format: "multi-line-regex", regex: "^x", replace: "tab", lines: ["x", "y\r", "x"], events: ["x\ty\t", "x\t"]),
  ]

  @Test(arguments: rows)
  func joined(row: Row) throws {
    var joiner = try #require(
      try LineJoiner(
        format: ByteString(row.format), regex: row.regex.map { ByteString($0) }, match: row.match, replace: row.replace)
    )
    var events = row.lines.flatMap { joiner.add($0) }
    if let last = joiner.finish() { events.append(last) }
    #expect(events == row.events)
    #expect(joiner.unfinishedLines == row.left)
  }

  @Test("A long line is cut, and the next one is lost, as the collector has it")
  func tooLong() throws {
    var joiner = try #require(try LineJoiner(format: "multi-line:1", regex: nil, match: nil, replace: nil))
    let long = ByteString([UInt8](repeating: UInt8(ascii: "a"), count: 70_000))
    let events = [long, "lost", "b"].flatMap { joiner.add($0) }
    #expect(events.map(\.count) == [65_279, 1])
  }

  @Test("The whole input")
  func whole() {
    var joiner = LineJoiner()
    #expect((["", "a", ""] as [ByteString]).flatMap { joiner.add($0) }.isEmpty)
    #expect(joiner.finish() == "\na\n")
    #expect(joiner.finish() == nil)
  }

  @Test("Each line is an event: nothing is joined", arguments: ["syslog", "multi-line : 2"])
  func lines(format: String) throws {
    #expect(try LineJoiner(format: ByteString(format), regex: nil, match: nil, replace: nil) == nil)
  }

  @Test(
    "What cannot be is refused",
    arguments: [
      ("json", nil, nil, nil), ("multi-line:0", nil, nil, nil), ("nonsense", nil, nil, nil),
      ("multi-line-regex", nil, nil, nil), ("multi-line-regex", "(", nil, nil), ("multi-line-regex", "a", "first", nil),
      ("multi-line-regex", "a", nil, "blank"),
    ] as [(String, String?, String?, String?)])
  func refused(format: String, regex: String?, match: String?, replace: String?) {
    #expect(throws: LineJoiner.Fault.self) {
      _ = try LineJoiner(
        format: ByteString(format), regex: regex.map { ByteString($0) }, match: match, replace: replace)
    }
  }
}
