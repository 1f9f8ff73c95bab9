import Bytes
import LineEditing
import Testing

/// The prompt at a terminal that is played: what it shows is read off a screen.
@Suite("A prompt at a terminal")
struct LinePromptTests {
  @Test("A line, its answer's place, and the next line")
  func lines() {
    let terminal = PlayedTerminal([.bytes(Array("ab\u{1B}[D".utf8)), .bytes(Array("x\r".utf8)), .end])
    let prompt = LinePrompt(terminal: terminal, editor: LineEditor())
    #expect(prompt.next() == .line("axb"))
    #expect(terminal.screen.text == ["> axb", ""])
    #expect(!terminal.isTaken)
    #expect(prompt.next() == .end)
    #expect(prompt.history.added == ["axb"])
  }

  @Test("Pasted lines come one by one, each shown where its answer belongs")
  func paste() {
    let terminal = PlayedTerminal([
      .bytes(Array("\u{1B}[200~one\ntwo\nthr\u{1B}[201~".utf8)), .bytes(Array("ee\r".utf8)),
    ])
    let prompt = LinePrompt(terminal: terminal, editor: LineEditor())
    #expect(prompt.next() == .line("one"))
    terminal.screen.write(Array("answer 1\r\n".utf8))
    #expect(prompt.next() == .line("two"))
    #expect(prompt.next() == .line("three"))
    #expect(terminal.screen.text == ["> one", "answer 1", "> two", "> three", ""])
  }

  @Test("A line wider than the terminal is broken, and the cursor stands where it belongs")
  func wide() {
    let terminal = PlayedTerminal([.bytes(Array("abcdefghijklmnop".utf8)), .bytes([1]), .bytes(Array("日".utf8)), .end])
    terminal.size = (10, 6)
    let prompt = LinePrompt(terminal: terminal, editor: LineEditor())
    #expect(prompt.next() == .end)
    #expect(terminal.frames[1].text == ["> abcdefg", "hijklmnop", ""])
    #expect(terminal.frames[1].cursor == (2, 0))
    #expect(terminal.frames[2].cursor == (0, 2))
    #expect(terminal.frames[3].text == ["> 日abcde", "fghijklmn", "op"])
    #expect(terminal.frames[3].cursor == (0, 4))
  }

  @Test("Of a line longer than the screen the part with the cursor is shown")
  func long() {
    let text = (0..<30).map { "\($0 % 10)" }.joined()
    let terminal = PlayedTerminal([.bytes(Array(text.utf8)), .bytes([1]), .bytes(Array("x\r".utf8))])
    terminal.size = (6, 4)
    let prompt = LinePrompt(terminal: terminal, editor: LineEditor())
    #expect(prompt.next() == .line(ByteString("x" + text)))
    #expect(terminal.frames[1].text == ["…9012", "34567", "89"])
    #expect(terminal.frames[2].text == ["> 012", "34567", "8901…"])
    #expect(terminal.frames[2].cursor == (0, 2))
  }

  @Test("Candidates are listed below the line, which is asked for again")
  func candidates() {
    let terminal = PlayedTerminal([.bytes(Array(":r\t".utf8)), .bytes(Array("u\t\r".utf8))])
    let prompt = LinePrompt(terminal: terminal, editor: LineEditorTests.editor())
    #expect(prompt.next() == .line(":rule "))
    #expect(terminal.screen.text == ["> :r", ":reload  :rule", "> :rule ", ""].map { $0 })
  }

  @Test("Ctrl-C, Ctrl-L and a stop leave the screen in order")
  func keys() {
    let terminal = PlayedTerminal([.bytes(Array("abc\u{3}de\u{1A}".utf8)), .bytes([12]), .bytes([21]), .bytes([3])])
    let prompt = LinePrompt(terminal: terminal, editor: LineEditor())
    #expect(prompt.next() == .interrupted)
    #expect(terminal.stops == 1)
    #expect(terminal.frames[1].text == ["> abc^C", "> de", "> de"])
    #expect(terminal.frames[2].text == ["> de"])
    #expect(terminal.screen.text == ["> ^C", ""])
    #expect(!terminal.isTaken)
  }

  @Test("A signal ends the prompt, with the terminal given back and the line left as it is")
  func signal() {
    let terminal = PlayedTerminal([.bytes(Array("ab".utf8)), .signal(15)])
    let prompt = LinePrompt(terminal: terminal, editor: LineEditor())
    #expect(prompt.next() == .signal(15))
    #expect(!terminal.isTaken)
    #expect(terminal.screen.text == ["> ab", ""])
  }

  @Test("A search shows what is looked for")
  func search() {
    let terminal = PlayedTerminal([.bytes(Array("\u{12}fi".utf8)), .bytes(Array("x".utf8)), .end])
    let prompt = LinePrompt(terminal: terminal, editor: LineEditorTests.editor())
    #expect(prompt.next() == .end)
    #expect(terminal.frames[1].text == ["(search) fi: first one"])
    #expect(terminal.frames[2].text == ["(no older line with) fix: first one"])
  }
}

/// A terminal that plays what it was given.
final class PlayedTerminal: PromptTerminal {
  private var inputs: [TerminalInput]
  /// What the screen showed each time something was waited for.
  private(set) var frames: [Screen] = []
  var screen = Screen()
  var size = (columns: 80, rows: 24)
  private(set) var isTaken = false
  private(set) var stops = 0

  init(_ inputs: [TerminalInput]) { self.inputs = inputs }

  func begin() -> Bool {
    isTaken = true
    return true
  }

  func end() { isTaken = false }

  func wait(_ milliseconds: Int?) -> TerminalInput {
    #expect(isTaken)
    frames.append(screen)
    return inputs.isEmpty ? .end : inputs.removeFirst()
  }

  func write(_ bytes: [UInt8]) { screen.write(bytes) }

  func suspend() {
    #expect(!isTaken)
    stops += 1
  }
}

/// As much of a terminal's screen as the prompt makes use of.
struct Screen {
  private var rows: [[String]] = [[]]
  private(set) var cursor = (row: 0, column: 0)

  var text: [String] { rows.map { $0.joined() } }

  mutating func write(_ bytes: [UInt8]) {
    var text = Substring(String(decoding: bytes, as: UTF8.self))
    while let character = text.popFirst() {
      switch character {
      case "\u{1B}": sequence(&text)
      case "\r": cursor.column = 0
      case "\n": lineFeed()
      case "\r\n":
        cursor.column = 0
        lineFeed()
      case "\u{7}": break
      default: put(String(character))
      }
    }
  }

  private mutating func lineFeed() {
    cursor.row += 1
    if cursor.row == rows.count { rows.append([]) }
  }

  private mutating func put(_ text: String) {
    for (index, cell) in ([text] + Array(repeating: "", count: TerminalText.width(of: text) - 1)).enumerated() {
      let column = cursor.column + index
      while rows[cursor.row].count <= column { rows[cursor.row].append(" ") }
      rows[cursor.row][column] = cell
    }
    cursor.column += TerminalText.width(of: text)
  }

  private mutating func sequence(_ text: inout Substring) {
    guard text.popFirst() == "[" else { return }
    let parameters = text.prefix { !$0.isLetter }
    text = text.dropFirst(parameters.count)
    let number = Int(parameters) ?? 1
    switch text.popFirst() {
    case "A": cursor.row = max(0, cursor.row - number)
    case "C": cursor.column += number
    case "H": cursor = (0, 0)
    case "J" where parameters == "2": rows = Array(repeating: [], count: cursor.row + 1)
    case "J":
      rows.removeLast(rows.count - cursor.row - 1)
      rows[cursor.row].removeLast(max(0, rows[cursor.row].count - cursor.column))
    default: break
    }
  }
}
