import Bytes
import Diagnostics
import Testing

/// A line of a text with marks below, whatever the text holds.
@Suite struct ExcerptTests {
  @Test(
    "marks stand under what they mean",
    arguments: [
      ("a short log", [2..<7], "a short log", "  ^^^^^"),
      ("two of them", [0..<3, 7..<11], "two of them", "^^^    ^^^^"),
      ("out of order", [7..<12, 0..<3], "out of order", "^^^    ^^^^^"),
      ("they touch", [0..<2, 2..<4], "they touch", "^^^^"),
      ("nothing", [], "nothing", ""),
      // An empty mark stands under what follows, also behind the end.
      ("missing", [3..<3], "missing", "   ^"), ("missing", [7..<7], "missing", "       ^"),
      ("far", [9..<12], "far", "   ^"),
      // Wide characters take two columns; what a terminal would obey takes one.
      ("日本 x", [7..<8], "日本 x", "     ^"), ("日本 x", [0..<3], "日本 x", "^^"),
      ("a\u{1B}[31mb", [6..<7], "a␛[31mb", "      ^"),
      ("a\tb\nc", [4..<5], "a→b⏎c", "    ^"), ("e\u{301}x", [3..<4], "e\u{301}x", " ^"),
      ("\u{202E}x", [3..<4], "\u{FFFD}x", " ^"),
    ])
  func marks(_ text: String, _ marks: [Range<Int>], _ line: String, _ carets: String) {
    let excerpt = Excerpt(ByteString(text), marks: marks, width: 80)
    #expect(excerpt.line == line)
    #expect(excerpt.carets == carets)
  }

  @Test("a tab is a byte in a log, and a blank in a program") func tabs() {
    let text = ByteString("\t<rule>")
    #expect(Excerpt(text, marks: [1..<6], width: 80).line == "→<rule>")
    let source = Excerpt(text, marks: [1..<6], width: 80, tabs: .blank)
    #expect(source.line == " <rule>")
    #expect(source.carets == " ^^^^^")
  }

  @Test("what is too wide is cut so that the first mark is seen", arguments: [0, 15, 30, 60, 95, 100])
  func window(_ start: Int) {
    let text = ByteString((0..<100).map { UInt8($0 % 10) + 0x30 })
    let excerpt = Excerpt(text, marks: [start..<min(100, start + 4)], width: 40)
    #expect(TerminalText.width(of: excerpt.line) <= 40)
    let carets = excerpt.carets.utf8
    let column = carets.firstIndex(of: UInt8(ascii: "^")).map { carets.distance(from: carets.startIndex, to: $0) } ?? -1
    if start < 100 {
      let shown = Array(excerpt.line)[column]
      #expect(shown == Character("\(start % 10)"))
    } else {
      #expect(column == excerpt.line.count)
    }
  }

  @Test("a text of megabytes is not looked at whole") func long() {
    let text = ByteString([UInt8](repeating: 0x61, count: 3_000_000) + Array("needle".utf8))
    let excerpt = Excerpt(text, marks: [3_000_000..<3_000_006], width: 30)
    #expect(excerpt.line.hasPrefix("…") && excerpt.line.hasSuffix("needle"))
    #expect(excerpt.carets.hasSuffix("^^^^^^"))
    #expect(excerpt.carets.utf8.count == TerminalText.width(of: excerpt.line))
  }

  @Test("several kinds of marks: later ones go over earlier ones") func kinds() {
    let excerpt = Excerpt("Jan  1 00:00:00 host sshd: log", width: 60)
    #expect(excerpt.marks([(0..<15, "t"), (16..<20, "h"), (27..<28, "^")]) == "ttttttttttttttt hhhh       ^")
    #expect(excerpt.marks([(0..<3, "a"), (1..<2, "b")]) == "aba")
  }

  @Test("nothing in an excerpt is obeyed") func payload() {
    let payload = "\u{1B}]0;title\u{7}\r\n::error::x\u{9B}31m\u{2028}"
    for tabs in [Excerpt.Tabs.visible, .blank] {
      let excerpt = Excerpt(ByteString(payload), marks: [0..<4], width: 200, tabs: tabs)
      #expect(!excerpt.line.unicodeScalars.contains(where: TerminalText.isObeyed))
    }
  }
}
