import Bytes
import LineEditing
import TestSupport
import Testing

/// Each key, as a table: what a terminal sends, and what becomes of the line.
@Suite("Keys edit the line")
struct LineEditorTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var name: String
    /// What the terminal sends.
    var input: String
    /// The line, with `|` where the cursor stands.
    var line: String
    var events: [LineEditor.Event] = []

    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row(name: "letters", input: "abc", line: "abc|"),
    Row(name: "left and insert", input: "abc\u{1B}[Dx", line: "abx|c"),
    Row(name: "right", input: "abc\u{1}\u{1B}[C", line: "a|bc"),
    Row(name: "application keys", input: "abc\u{1B}OD\u{1B}OD", line: "a|bc"),
    Row(name: "Ctrl-A, Ctrl-F", input: "abc\u{1}\u{6}", line: "a|bc"),
    Row(name: "Ctrl-E behind Ctrl-A", input: "abc\u{1}\u{5}d", line: "abcd|"),
    Row(name: "Home and End of several terminals", input: "abc\u{1B}[Hx\u{1B}[4~y\u{1B}OHz\u{1B}[8~", line: "zxabcy|"),
    Row(name: "left of the first character", input: "a\u{1B}[D\u{1B}[D\u{2}", line: "|a"),
    Row(name: "backspace", input: "abc\u{7F}\u{8}", line: "a|"),
    Row(name: "delete", input: "abc\u{1}\u{1B}[3~", line: "|bc"),
    Row(name: "Ctrl-D in a line deletes", input: "abc\u{1}\u{4}", line: "|bc"),
    Row(name: "Ctrl-D at the end of a line does nothing", input: "abc\u{4}", line: "abc|"),
    Row(name: "Ctrl-D on an empty line ends", input: "\u{4}", line: "|", events: [.ended]),
    Row(name: "Ctrl-K", input: "abc def\u{1B}b\u{B}", line: "abc |"),
    Row(name: "Ctrl-U", input: "abc def\u{1B}b\u{15}", line: "|def"),
    Row(name: "Ctrl-W takes what is between blanks", input: "a user=bob  \u{17}", line: "a |"),
    Row(name: "Alt-Backspace takes a word", input: "a user=bob\u{1B}\u{7F}", line: "a user=|"),
    Row(name: "Alt-D and Ctrl-Y", input: "abc def\u{1}\u{1B}d\u{5}\u{19}", line: " defabc|"),
    Row(name: "Ctrl-arrows", input: "ab cd ef\u{1B}[1;5D\u{1B}[1;5Dx\u{1B}[1;5C", line: "ab xcd| ef"),
    Row(name: "Ctrl-T at the end", input: "ab\u{14}", line: "ba|"),
    Row(name: "Ctrl-T in the middle", input: "abc\u{2}\u{14}", line: "acb|"),
    Row(name: "Ctrl-T with a single character", input: "a\u{14}", line: "a|"),
    Row(name: "Ctrl-C throws the line away", input: "abc\u{3}", line: "|", events: [.discarded("abc")]),
    Row(name: "Ctrl-C on an empty line", input: "\u{3}", line: "|", events: [.interrupted]),
    Row(
      name: "Ctrl-L, Ctrl-Z, Ctrl-\\", input: "a\u{C}\u{1A}\u{1C}", line: "a|", events: [.cleared, .suspended, .quit]),
    Row(name: "Enter", input: "abc\r", line: "|", events: [.submitted("abc")]),
    Row(name: "two lines at once", input: "a\rb\rc", line: "c|", events: [.submitted("a"), .submitted("b")]),
    Row(name: "a sequence that means nothing", input: "a\u{1B}[15~b\u{1B}[<1;2Mc", line: "abc|"),
    Row(
      name: "a sequence without an end", input: "a\u{1B}[" + String(repeating: "1;", count: 40) + "b",
      line: "a;" + String(repeating: "1;", count: 23) + "b|"),
    Row(name: "Ctrl-V takes the next key for text", input: "a\u{16}\u{1B}[A\u{16}\t", line: "a\u{1B}[A\t|"),
    Row(name: "Ctrl-V and Enter", input: "a\u{16}\n", line: "a|", events: [.bell]),
    Row(name: "Tab is a tab in a log", input: "a\tb", line: "a\tb|"),
    // Characters of several bytes, and of several scalars.
    Row(name: "umlaut", input: "äöü\u{7F}\u{1B}[D", line: "ä|ö"),
    Row(name: "wide", input: "日本語\u{1B}[D\u{7F}", line: "日|語"),
    Row(name: "a letter and its accent are one", input: "xe\u{301}\u{1B}[D\u{1B}[3~y", line: "xy|"),
    Row(name: "a family is one", input: "a👨‍👩‍👧b\u{1B}[D\u{7F}", line: "a|b"),
    // Paste.
    Row(name: "paste", input: "a\u{1B}[200~b\u{1}\t\u{3}c\u{1B}[201~d", line: "ab\u{1}\t\u{3}cd|"),
    Row(
      name: "pasted escape sequences are text", input: "\u{1B}[200~\u{1B}[31mred\u{1B}[0m\u{1B}[201~",
      line: "\u{1B}[31mred\u{1B}[0m|"),
    Row(
      name: "two brackets begin, one ends", input: "\u{1B}[200~\u{1B}[200~a\u{1B}\u{1B}[201~b",
      line: "\u{1B}[200~a\u{1B}b|"),
    Row(
      name: "pasted lines are lines", input: "\u{1B}[200~a\nb\r\nc\r\r\nd\u{1B}[201~", line: "d|",
      events: [.submitted("a"), .submitted("b"), .submitted("c")]),
    Row(
      name: "a paste goes into the line that is there", input: "ab\u{1B}[D\u{1B}[200~1\n2\u{1B}[201~", line: "2|",
      events: [.submitted("a1b")]),
    // History.
    Row(name: "up", input: "\u{1B}[A", line: "second one|"),
    Row(name: "up, up, down", input: "\u{10}\u{10}\u{E}", line: "second one|"),
    Row(name: "above the first", input: "\u{10}\u{10}\u{10}", line: "first one|", events: [.bell]),
    Row(name: "the new line comes back", input: "new\u{10}\u{E}", line: "new|"),
    Row(name: "below the new line", input: "new\u{E}", line: "new|", events: [.bell]),
    Row(name: "an old line again", input: "\u{10}!\r\u{10}", line: "second one!|", events: [.submitted("second one!")]),
    Row(name: "search", input: "\u{12}one\u{5}", line: "second one|"),
    Row(name: "search further", input: "\u{12}one\u{12}\u{1B}[C", line: "first one|"),
    Row(name: "search back again", input: "\u{12}one\u{12}\u{13}\u{1B}[C", line: "second one|"),
    Row(name: "search takes", input: "\u{12}fi\r", line: "|", events: [.submitted("first one")]),
    Row(name: "search for what is not there", input: "\u{12}fix", line: "first one|"),
    Row(name: "search, corrected", input: "\u{12}fix\u{7F}\u{7F}\u{7F}on", line: "second one|"),
    Row(name: "search, given up", input: "abc\u{12}one\u{7}", line: "abc|"),
    Row(name: "search, and up from there", input: "\u{12}second\u{10}", line: "first one|"),
    // Completion.
    Row(name: "the only word", input: ":ti\t", line: ":time |"),
    Row(name: "what all begin with", input: ":r\t", line: ":r|", events: [.candidates([":reload", ":rule"])]),
    Row(name: "as far as they agree", input: ":d\t", line: ":de|"),
    Row(name: "nothing begins so", input: ":x\t", line: ":x|", events: [.bell]),
    Row(name: "in front of the cursor only", input: ":ti now\u{1}\u{6}\u{6}\u{6}\t", line: ":time | now"),
  ]

  static func editor() -> LineEditor {
    var history = LineHistory()
    history.add("first one")
    history.add("second one")
    let words: [ByteString] = [":reload", ":rule", ":time", ":decoder", ":delete"]
    return LineEditor(history: history) { line, cursor in
      guard line.bytes.first == UInt8(ascii: ":") else { return nil }
      let typed = line.bytes[..<cursor]
      return Completion(start: 0, candidates: words.filter { $0.bytes.starts(with: typed) })
    }
  }

  private func run(_ pieces: [[UInt8]]) -> (line: String, events: [LineEditor.Event]) {
    var editor = Self.editor()
    var events: [LineEditor.Event] = []
    for piece in pieces {
      editor.receive(piece)
      while let event = editor.next() { events.append(event) }
    }
    let shown = editor.shown
    var line = shown.line
    line.insert(UInt8(ascii: "|"), at: shown.cursor)
    return (String(decoding: line, as: UTF8.self), events)
  }

  @Test(arguments: rows)
  func key(row: Row) {
    let bytes = Array(row.input.utf8)
    let whole = run([bytes])
    #expect(whole.line == row.line)
    #expect(whole.events == row.events)
    // A slow line sends byte by byte: the same comes out.
    let slow = run(bytes.map { [$0] })
    #expect(slow.line == whole.line)
    #expect(slow.events == whole.events)
  }

  @Test("Escape alone is a key once nothing follows it")
  func loneEscape() {
    var editor = Self.editor()
    editor.receive(Array("\u{12}fir\u{1B}".utf8))
    #expect(editor.next() == nil)
    #expect(editor.isWaiting)
    #expect(editor.shown.prompt.hasPrefix("(search)"))
    editor.flush()
    #expect(!editor.isWaiting)
    #expect(editor.shown.prompt == "> ")
    editor.receive(Array("[D".utf8))
    #expect(editor.next() == nil)
    #expect(editor.shown.line == Array("first one[D".utf8))
  }

  @Test("Any bytes do no harm, and typing them again does the same")
  func anyBytes() {
    var random = SplitMix(seed: 20_261_121)
    for _ in 0..<400 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ -> UInt8 in
        switch Int.random(in: 0...5, using: &random) {
        case 0: 0x1B
        case 1: [0x5B, 0x32, 0x30, 0x31, 0x7E, 0x4F].randomElement(using: &random) ?? 0
        case 2: UInt8.random(in: 0...31, using: &random)
        case 3: [0xF0, 0x9F, 0x91, 0xA8, 0xE2, 0x80, 0x8D, 0xCC, 0x81].randomElement(using: &random) ?? 0
        default: UInt8.random(in: 0...255, using: &random)
        }
      }
      let whole = run([bytes])
      let cut = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &random)
      let pieces = run([Array(bytes[..<cut]), Array(bytes[cut...])])
      #expect(whole.line == pieces.line && whole.events == pieces.events, "\(bytes) cut at \(cut)")
    }
  }
}
