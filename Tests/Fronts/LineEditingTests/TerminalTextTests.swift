import Bytes
import LineEditing
import Testing

/// What a terminal is shown of the bytes of a log.
@Suite("Text for terminals")
struct TerminalTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("tab\tand\u{1B}[31m", "tab→and␛[31m"), ("a\nb\rc\0d", "a⏎b␍c␀d"), ("\u{7F}", "␡"),
    // C1 controls: some terminals obey them as they obey escapes.
    ("a\u{9B}31m", "a\u{FFFD}31m"),
    // What turns text around, or cannot be seen.
    ("a\u{202E}b\u{200B}c\u{FEFF}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
    ("e\u{301}", "e\u{301}"), ("\u{301}e", "\u{FFFD}e"), ("日本", "日本"), ("👨‍👩‍👧", "👨‍👩‍👧"),
  ])
  func printable(text: String, shown: String) {
    #expect(String(decoding: TerminalText.printable(Array(text.utf8)), as: UTF8.self) == shown)
  }

  @Test(arguments: [
    ("abc", 3), ("日本", 4), ("e\u{301}x", 2), ("👨‍👩‍👧", 2), ("→", 1), ("\u{1B}", 1), ("한글", 4), ("ｱ", 1), ("Ａ", 2),
  ])
  func width(text: String, columns: Int) { #expect(TerminalText.width(of: text) == columns) }

  @Test("Bytes that are no UTF-8 are a character each, and the text keeps them")
  func broken() {
    let bytes: [UInt8] = [0x61, 0xFF, 0xC3, 0x28, 0xE2, 0x82, 0xED, 0xA0, 0x80, 0xC0, 0x80]
    let cells = TerminalText.cells(of: bytes)
    #expect(cells.map(\.shown) == ["a", "\u{FFFD}", "\u{FFFD}", "("] + Array(repeating: "\u{FFFD}", count: 7))
    #expect(cells.flatMap { bytes[$0.bytes] } == bytes)
  }

  @Test(
    "Of what a command has laid out, colours stay and nothing else",
    arguments: [
      ("\u{1B}[1mbold\u{1B}[0m\tx\n", "\u{1B}[1mbold\u{1B}[0m\tx\n"),
      ("\u{1B}[2Ja\u{1B}[31mb\u{1B}[31;1m", "␛[2Ja\u{1B}[31mb␛[31;1m"),
      ("\u{1B}[31", "␛[31"), ("\u{1B}", "␛"), ("✓ a\rb\u{9B}2J", "✓ a␍b\u{FFFD}2J"),
      ("\u{1B}]0;title\u{7}", "␛]0;title␇"),
    ])
  func screen(text: String, shown: String) {
    #expect(String(decoding: TerminalText.printableScreen(Array(text.utf8)), as: UTF8.self) == shown)
  }

  @Test("Lines and tabs stay where text has several lines")
  func lines() {
    let text = TerminalText.printableLines(Array("a\tb\n\u{1B}c\r\n".utf8))
    #expect(String(decoding: text, as: UTF8.self) == "a\tb\n␛c␍\n")
  }
}

@Suite("The history of lines")
struct LineHistoryTests {
  @Test("Repetitions, empty lines and those with a blank in front are not remembered")
  func adding() {
    var history = LineHistory(text: Array("one\n\ntwo\n".utf8))
    for line in ["two", "three", "three", "", " secret", "one"] as [ByteString] { history.add(line) }
    #expect(history.entries == ["one", "two", "three", "one"])
    #expect(history.added == ["three", "one"])
    #expect(String(decoding: history.text, as: UTF8.self) == "one\ntwo\nthree\none\n")
  }

  @Test("Any bytes come back, and the oldest go first")
  func limits() {
    var history = LineHistory()
    history.add(ByteString([0xFF, 0x1B, 0x00, 0x09]))
    #expect(LineHistory(text: history.text).entries == history.entries)
    for number in 0..<1200 { history.add(ByteString("\(number)")) }
    #expect(history.entries.count == 1000)
    #expect(history.entries.first == "200")
    history.add(ByteString(Array(repeating: 0x78, count: 70_000)))
    #expect(history.entries.last == "1199")
  }
}
