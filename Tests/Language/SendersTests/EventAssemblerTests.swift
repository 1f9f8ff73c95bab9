import Bytes
import Testing

@testable import Senders

/// Events that go over several lines, and inputs that hold many.
@Suite("From lines to events")
struct EventAssemblerTests {
  private func events(_ text: [UInt8], _ format: InputFormat = .windows) throws -> [String] {
    var assembler = EventAssembler(format)
    var events: [ByteString] = []
    var lines = text.split(separator: 10, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for line in lines { events += try assembler.add(ByteString(line)) }
    events += try assembler.finish()
    return events.map(\.description)
  }

  @Test(
    "Windows events",
    arguments: [
      ("<Event>\n<A/>\n</Event>\n", ["<Event>\n<A/>\n</Event>"]),
      (
        "<Event/></Event>\n\n<Event a='1'></Event><Event></Event>",
        ["<Event/></Event>", "<Event a='1'></Event>", "<Event></Event>"]
      ),
      (
        "<?xml version='1.0'?>\n<Events>\n<Event>1</Event>\n<Event>\n2</Event></Events>\n",
        ["<Event>1</Event>", "<Event>\n2</Event>"]
      ),
      ("{\"win\":{}}\n{\"Event\":\"\"}\n", ["{\"win\":{}}", "{\"Event\":\"\"}"]),
      ("hello\n", ["hello"]), ("", []), ("\n\n", []),
    ])
  func windows(_ text: String, _ expected: [String]) throws {
    #expect(try events(Array(text.utf8)) == expected)
    let units = Array(text.utf16)
    guard text.first == "<" else { return }
    let mark: [UInt8] = [0xFF, 0xFE]
    #expect(try events(mark + units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }) == expected)
    let other: [UInt8] = [0xFE, 0xFF]
    #expect(try events(other + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }) == expected)
  }

  @Test("Other formats have one event in each line")
  func lines() throws {
    #expect(try events(Array("a\n\n<Event>\nb".utf8), .syslog) == ["a", "<Event>", "b"])
  }

  @Test("What is cut is said, and nothing grows without bound")
  func bounds() {
    #expect(throws: InputError.self) { try events(Array("<Event>\n<System>".utf8)) }
    #expect(throws: InputError.self) { try events(Array(("<Event>\n" + String(repeating: "x", count: 1 << 20)).utf8)) }
  }
}
