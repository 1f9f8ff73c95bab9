import Bytes
import LineEditing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The lines that a person types, edited, or those of standard input as they stand.
final class InputLines {
  /// Whether somebody is there to be told things.
  let isInteractive: Bool
  private let prompt: LinePrompt?
  private var reader = LineReader()
  private let mark: String
  private let file: HistoryFile?

  /// - Parameters:
  ///   - mark: what stands in front of a line that is asked for.
  ///   - keepsHistory: whether what is typed is kept for the next time.
  ///   - complete: what Tab knows.
  init(mark: String = "> ", keepsHistory: Bool, complete: LineEditor.Completer? = nil) {
    self.mark = mark
    isInteractive = Terminal.isInteractive(.standardInput)
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
    guard let prompt else {
      if isInteractive { StandardError.write(mark) }
      return try reader.next()
    }
    switch prompt.next() {
    case .line(let line): return line
    case .end:
      keepHistory()
      return nil
    case .interrupted:
      keepHistory()
      ExitStatus.interrupted.exit()
    case .signal(let signal):
      keepHistory()
      // The terminal is as it was, and so is what the signal does.
      raise(signal)
      ExitStatus.exit(128 + signal)
    }
  }

  /// Keeps what was typed: called when the input is left before its end.
  func keepHistory() {
    if let prompt { file?.add(prompt.history) }
  }
}
