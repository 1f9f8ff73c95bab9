import Bytes

/// A line being typed: bytes from the terminal go in, finished lines come out.
///
/// It knows nothing of a terminal, so that every key can be tested as a table row: ``receive(_:)`` takes bytes,
/// ``next()`` says what they led to, ``shown`` is what is to be seen.
///
/// ```swift
/// var editor = LineEditor()
/// editor.receive(Array("ab\u{2}x\r".utf8))   // a, b, Ctrl-B, x, Enter
/// editor.next()                              // .submitted("axb")
/// ```
package struct LineEditor {
  /// What a key led to, apart from a changed line.
  package enum Event: Equatable, Sendable {
    /// A line was finished.
    case submitted(ByteString)
    /// Ctrl-C: this line was thrown away.
    case discarded(ByteString)
    /// Ctrl-C on an empty line.
    case interrupted
    /// Ctrl-D on an empty line: the end of the input.
    case ended
    /// Ctrl-Z: the process is to be stopped.
    case suspended
    /// Ctrl-\: the process is to be quit.
    case quit
    /// Ctrl-L: the screen is to be cleared.
    case cleared
    /// Tab: several words can stand here.
    case candidates([ByteString])
    /// A key that could do nothing.
    case bell
  }

  /// Says what can stand at the cursor; nil where Tab is a tab. It gets the line and the cursor's place in bytes.
  package typealias Completer = (ByteString, Int) -> Completion?

  /// What is to be seen.
  package struct Shown: Equatable, Sendable {
    /// What stands in front of the line.
    package var prompt: String
    /// The line.
    package var line: [UInt8]
    /// The byte in front of which the cursor stands.
    package var cursor: Int
  }

  private struct Search {
    var query: [UInt8] = []
    var match: Int?
    var isFailing = false
    /// The line as it was before.
    var before: LineBuffer
  }

  /// What was typed before.
  package private(set) var history: LineHistory

  private let prompt: String
  private let complete: Completer?
  private var parser = KeyParser()
  private var input: ArraySlice<UInt8> = []
  private var buffer = LineBuffer()
  private var search: Search?
  /// Where in the history the line comes from; the number of entries for a new one.
  private var place: Int
  /// The new line, while older ones are looked at.
  private var draft: [UInt8] = []

  /// An editor with an empty line.
  package init(prompt: String = "> ", history: LineHistory = LineHistory(), complete: Completer? = nil) {
    self.prompt = prompt
    self.history = history
    self.complete = complete
    place = history.entries.count
  }

  // MARK: In and out

  /// Takes bytes from the terminal.
  package mutating func receive(_ bytes: [UInt8]) { input = ArraySlice(Array(input) + bytes) }

  /// Works through the bytes until one of them leads to an event; nil when there are none left.
  package mutating func next() -> Event? {
    while let key = parser.next(&input) {
      if let event = press(key) { return event }
    }
    return nil
  }

  /// Whether bytes have come that were not worked through yet, such as further lines of a paste.
  package var hasInput: Bool { !input.isEmpty }

  /// Whether an escape has come that may begin a sequence.
  package var isWaiting: Bool { parser.isWaiting }

  /// Takes that escape for a key: called when nothing has followed for a while.
  package mutating func flush() {
    if let key = parser.flush() { _ = press(key) }
  }

  /// What is to be seen.
  package var shown: Shown {
    guard let search else { return Shown(prompt: prompt, line: buffer.bytes, cursor: buffer.cursor) }
    let query = String(decoding: TerminalText.printable(search.query), as: UTF8.self)
    return Shown(
      prompt: "(\(search.isFailing ? "no older line with" : "search")) \(query): ", line: buffer.bytes,
      cursor: buffer.cursor)
  }

  // MARK: Keys

  private mutating func press(_ key: Key) -> Event? {
    if search != nil, let answer = pressWhileSearching(key) { return answer.event }
    switch key {
    case .text(let text):
      guard !text.contains(10) else { return .bell }
      buffer.insert(text)
    case .pastedLineBreak: return buffer.isEmpty ? nil : submit()
    case .control(let byte): return control(byte)
    case .alt(let byte): return alt(byte)
    case .left: buffer.moveLeft()
    case .right: buffer.moveRight()
    case .home: buffer.moveToStart()
    case .end: buffer.moveToEnd()
    case .wordLeft: buffer.moveWordLeft()
    case .wordRight: buffer.moveWordRight()
    case .delete: buffer.deleteForward()
    case .up: return goBack()
    case .down: return goForward()
    case .escape: break
    }
    return nil
  }

  private mutating func control(_ byte: UInt8) -> Event? {
    switch byte {
    case 1: buffer.moveToStart()
    case 2: buffer.moveLeft()
    case 3: return discard()
    case 4:
      guard !buffer.isEmpty else { return .ended }
      buffer.deleteForward()
    case 5: buffer.moveToEnd()
    case 6: buffer.moveRight()
    case 8, 127: buffer.deleteBack()
    case 9: return tab()
    case 10, 13: return submit()
    case 11: buffer.cutToEnd()
    case 12: return .cleared
    case 14: return goForward()
    case 16: return goBack()
    case 18: search = Search(before: buffer)
    case 20: buffer.transpose()
    case 21: buffer.cutToStart()
    case 22: parser.quoteNext()
    case 23: buffer.cutToBlank()
    case 25: buffer.paste()
    case 26: return .suspended
    case 28: return .quit
    default: return .bell
    }
    return nil
  }

  private mutating func alt(_ byte: UInt8) -> Event? {
    switch byte {
    case UInt8(ascii: "b"): buffer.moveWordLeft()
    case UInt8(ascii: "f"): buffer.moveWordRight()
    case UInt8(ascii: "d"): buffer.cutWordForward()
    case 8, 127: buffer.cutWordBack()
    default: return .bell
    }
    return nil
  }

  private mutating func submit() -> Event {
    let line = ByteString(buffer.bytes)
    history.add(line)
    startLine()
    return .submitted(line)
  }

  private mutating func discard() -> Event {
    guard !buffer.isEmpty else { return .interrupted }
    defer { startLine() }
    return .discarded(ByteString(buffer.bytes))
  }

  private mutating func startLine() {
    buffer.replaceAll([])
    draft = []
    place = history.entries.count
  }

  // MARK: History

  private mutating func goBack() -> Event? {
    guard place > 0 else { return .bell }
    if place == history.entries.count { draft = buffer.bytes }
    place -= 1
    buffer.replaceAll(history.entries[place].bytes)
    return nil
  }

  private mutating func goForward() -> Event? {
    guard place < history.entries.count else { return .bell }
    place += 1
    buffer.replaceAll(place == history.entries.count ? draft : history.entries[place].bytes)
    return nil
  }

  /// What a key does in a search; nil when it ends the search and is then pressed as usual.
  private mutating func pressWhileSearching(_ key: Key) -> (event: Event?, Void)? {
    guard var search else { return nil }
    let end = search.match ?? history.entries.count
    switch key {
    case .text(let text):
      for byte in text {
        search.query.append(byte)
        // What is found already may hold the longer text, too.
        find(&search, history.last(holding: search.query, before: (search.match ?? end) + 1))
      }
    case .control(18):
      if !search.query.isEmpty { find(&search, history.last(holding: search.query, before: end)) }
    case .control(19):
      if !search.query.isEmpty { find(&search, history.first(holding: search.query, behind: end)) }
    case .control(8), .control(127):
      if !search.query.isEmpty {
        search.query.removeSubrange(TerminalText.boundary(before: search.query.count, in: search.query)...)
      }
      search.match = nil
      find(&search, search.query.isEmpty ? nil : history.last(holding: search.query, before: history.entries.count))
      if search.query.isEmpty {
        search.isFailing = false
        buffer = search.before
      }
    case .control(3), .control(7):
      buffer = search.before
      self.search = nil
      return (nil, ())
    case .escape:
      self.search = nil
      return (nil, ())
    default:
      if let match = search.match {
        draft = search.before.bytes
        place = match
      }
      self.search = nil
      return nil
    }
    self.search = search
    return (nil, ())
  }

  private mutating func find(_ search: inout Search, _ found: Int?) {
    search.isFailing = found == nil
    guard let found else { return }
    search.match = found
    buffer.replaceAll(history.entries[found].bytes)
  }

  // MARK: Completion

  private mutating func tab() -> Event? {
    guard let complete, let completion = complete(ByteString(buffer.bytes), buffer.cursor) else {
      buffer.insert([9])
      return nil
    }
    let start = min(max(0, completion.start), buffer.cursor)
    guard !completion.candidates.isEmpty else { return .bell }
    if completion.candidates.count == 1 {
      buffer.replace(from: start, with: completion.candidates[0].bytes + (completion.endsWithBlank ? [0x20] : []))
      return nil
    }
    let common = completion.common
    guard common.count > buffer.cursor - start else { return .candidates(completion.candidates) }
    buffer.replace(from: start, with: common)
    return nil
  }
}
