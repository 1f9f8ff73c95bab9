import Bytes

/// A terminal, as far as a prompt needs one.
package protocol PromptTerminal: AnyObject {
  /// Has keys come as bytes, at once and without echo; false when the terminal is gone.
  func begin() -> Bool
  /// Gives the terminal back as it was.
  func end()
  /// Waits for something to happen.
  /// - Parameter milliseconds: the longest time; nil for as long as it takes.
  func wait(_ milliseconds: Int?) -> TerminalInput
  /// Shows bytes.
  func write(_ bytes: [UInt8])
  /// Its size; at least 1 of each.
  var size: (columns: Int, rows: Int) { get }
  /// Stops the process as Ctrl-Z does, and comes back when it goes on. The terminal was given back before.
  func suspend()
}

/// What happened at a terminal.
package enum TerminalInput: Equatable, Sendable {
  /// Bytes came.
  case bytes([UInt8])
  /// Nothing, for as long as was to be waited.
  case silence
  /// It may look different now: another size, or another program was at it.
  case changed
  /// The process got a signal that ends it.
  case signal(Int32)
  /// There is nothing more to come.
  case end
}

/// Asks for lines at a terminal.
///
/// The terminal is taken over for the time of a line only: while its answer is worked out, Ctrl-C ends the process as
/// ever.
package final class LinePrompt {
  /// How asking for a line ended.
  package enum Answer: Equatable, Sendable {
    /// With a line.
    case line(ByteString)
    /// With Ctrl-D, or because the terminal went away.
    case end
    /// With Ctrl-C on an empty line.
    case interrupted
    /// With a signal that ends the process.
    case signal(Int32)
  }

  private let terminal: any PromptTerminal
  private var editor: LineEditor
  private var screen = LineScreen()

  /// How long an escape waits for the rest of a sequence, in milliseconds.
  private static let escapeTime = 50

  /// A prompt at a terminal.
  package init(terminal: any PromptTerminal, editor: LineEditor) {
    self.terminal = terminal
    self.editor = editor
  }

  /// What was typed until now.
  package var history: LineHistory { editor.history }

  /// Whether the next line has come already, at least in part: pasted behind the last one.
  package var hasInput: Bool { editor.hasInput }

  /// Asks for the next line.
  package func next() -> Answer {
    guard terminal.begin() else { return .end }
    defer { terminal.end() }
    while true {
      // Pasted lines may be left from the last time.
      while let event = editor.next() {
        if let answer = handle(event) { return answer }
      }
      draw()
      switch terminal.wait(editor.isWaiting ? Self.escapeTime : nil) {
      case .bytes(let bytes): editor.receive(bytes)
      case .silence: editor.flush()
      case .changed: break
      case .signal(let signal):
        finish(editor.shown.line)
        return .signal(signal)
      case .end:
        finish(editor.shown.line)
        return .end
      }
    }
  }

  private func handle(_ event: LineEditor.Event) -> Answer? {
    switch event {
    case .submitted(let line):
      finish(line.bytes)
      return .line(line)
    case .discarded(let line): finish(line.bytes + Array("^C".utf8))
    case .interrupted:
      finish(Array("^C".utf8))
      return .interrupted
    case .ended:
      finish([])
      return .end
    case .suspended:
      finish(editor.shown.line)
      terminal.end()
      terminal.suspend()
      guard terminal.begin() else { return .end }
    case .quit:
      finish(editor.shown.line)
      return .signal(3)
    case .cleared: terminal.write(screen.clear())
    case .candidates(let candidates):
      finish(editor.shown.line)
      let size = terminal.size
      let table = Completion.table(candidates, columns: size.columns - 1, limit: max(3, size.rows - 3))
      terminal.write(Array(table.utf8).flatMap { $0 == 10 ? [13, 10] : [$0] })
    case .bell: terminal.write([7])
    }
    return nil
  }

  private func layout(_ shown: LineEditor.Shown) -> LineLayout {
    let size = terminal.size
    return LineLayout(shown, columns: size.columns, limit: size.rows - 1)
  }

  private func draw() { terminal.write(screen.draw(layout(editor.shown))) }

  /// Leaves a line on the screen and goes below it.
  private func finish(_ line: [UInt8]) {
    terminal.write(
      screen.finish(layout(LineEditor.Shown(prompt: editor.shown.prompt, line: line, cursor: line.count))))
  }
}
