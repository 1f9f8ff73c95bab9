import Bytes
import LineEditing
import System
import Workbench

/// The lines that a person types, edited, or those of standard input as they stand.
final class InputLines {
  /// Whether somebody is there to be told things.
  let isInteractive: Bool
  private let prompt: LinePrompt?
  private var reader = LineReader()
  private let mark: String
  private let file: HistoryFile?
  /// How many of the lines typed now are in the file.
  private var keptCount = 0

  /// - Parameters:
  ///   - mark: what stands in front of a line that is asked for.
  ///   - keepsHistory: whether what is typed is kept for the next time.
  ///   - complete: what Tab knows.
  init(mark: String = "> ", keepsHistory: Bool, complete: LineEditor.Completer? = nil) {
    self.mark = mark
    isInteractive = Terminal.isInteractive(.input)
    if let terminal = ControllingTerminal() {
      file = keepsHistory ? HistoryFile() : nil
      let editor = LineEditor(prompt: mark, history: file?.read() ?? LineHistory(), complete: complete)
      prompt = LinePrompt(terminal: terminal, editor: editor)
    } else {
      file = nil
      prompt = nil
    }
  }

  /// The next line; nil at the end of the input. A signal that ends the process ends it here.
  func next() throws -> ByteString? {
    try StandardStream.output.check()
    guard let prompt else {
      if isInteractive { StandardError.write(mark) }
      return try reader.next()
    }
    switch prompt.next() {
    case .line(let line):
      // Whatever ends the process while the answer is worked out, the line is there the next time. A long paste is
      // kept at its end.
      if !prompt.hasInput { keepHistory(of: prompt) }
      return line
    case .end:
      keepHistory(of: prompt)
      return nil
    case .interrupted:
      keepHistory(of: prompt)
      ExitStatus.interrupted.exit()
    case .signal(let signal):
      keepHistory(of: prompt)
      // The terminal is as it was, and so is what the signal does.
      let signal = Signal(rawValue: signal)
      signal.raise()
      ExitStatus.exit(signal.exitCode)
    }
  }

  private func keepHistory(of prompt: LinePrompt) {
    let added = prompt.history.added
    file?.add(Array(added.dropFirst(keptCount)))
    keptCount = added.count
  }
}
