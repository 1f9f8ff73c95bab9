import Bytes
import Diagnostics
import Testing

/// From offsets to lines and columns, and back.
@Suite struct LineTableTests {
  @Test(
    "lines of a text",
    arguments: [
      ("", 1, [0]), ("a", 1, [0]), ("a\n", 1, [0, 2]), ("a\nb", 2, [0, 2]), ("\n\n", 2, [0, 1, 2]),
      ("a\r\nb\rc\n", 2, [0, 3, 7]),
    ])
  func lines(_ text: String, _ count: Int, _ starts: [Int32]) {
    let table = LineTable(of: Array(text.utf8))
    #expect(table.count == count)
    #expect(table.starts == starts)
  }

  @Test("every offset leads to its place and back") func roundTrip() {
    let text = Array("one\n\nthree\r\nfour\n".utf8)
    let table = LineTable(of: text)
    for offset in 0...text.count {
      let position = table.position(of: offset)
      #expect(table.offset(of: position) == offset)
      #expect(position.line == 1 + text[..<offset].count { $0 == 10 })
    }
    #expect(table.location(of: 5..<12, in: "f").description == "f:3:1")
    #expect(table.location(of: 5..<12, in: "f").end == SourcePosition(line: 4, column: 1))
  }

  @Test("a place that the text does not have is the nearest one that it has") func outside() {
    let table = LineTable(of: Array("ab\ncd".utf8))
    #expect(table.offset(of: SourcePosition(line: 0, column: 0)) == 0)
    #expect(table.offset(of: SourcePosition(line: 9, column: 1)) == 3)
    #expect(table.offset(of: SourcePosition(line: 2, column: 99)) == 5)
  }

  @Test("a place is told from another by its beginning") func identity() {
    let place = SourceLocation(file: "f", line: 1, column: 2)
    #expect(place == place.reaching(5))
    #expect(Set([place, place.reaching(1), place.reaching(2)]).count == 1)
    #expect(place.reaching(3).end == SourcePosition(line: 1, column: 5))
  }

  @Test("a file's name cannot play with what shows a place") func payload() {
    let place = SourceLocation(file: "a\u{1B}[2J\n::error::b", line: 1, column: 2)
    #expect(!place.description.unicodeScalars.contains(where: TerminalText.isObeyed))
  }
}
