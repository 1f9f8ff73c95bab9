import LineEditing
import System

/// The terminal that standard input and standard error are.
///
/// Between ``begin()`` and ``end()`` it sends keys one by one, and pasted text in brackets. However the process ends in
/// between, by a signal, too, the terminal gets its settings back.
final class ControllingTerminal: PromptTerminal {
  /// How it was, while it is ours.
  private var mode: TerminalMode?
  /// What was typed before the terminal was taken, as far as it will not be there any more afterwards.
  private var typedAhead: [UInt8] = []
  private let signals: SignalPipe

  /// Nil when lines are not to be edited: no terminal, or one that knows no sequences.
  init?() {
    guard Terminal.isInteractive(.input), Terminal.isInteractive(.error),
      let kind = Environment.variable("TERM"), kind != "dumb", !kind.isEmpty,
      let signals = SignalPipe()
    else { return nil }
    self.signals = signals
  }

  deinit { end() }

  func begin() -> Bool {
    guard mode == nil else { return true }
    guard let mode = TerminalMode() else { return false }
    signals.install()
    if mode.sendsLines { takeTypedLines() }
    guard mode.takeRawKeys() else {
      signals.uninstall()
      return false
    }
    self.mode = mode
    write(Array("\u{1B}[?2004h".utf8))
    return true
  }

  /// Takes the lines that were finished while nobody asked for one.
  ///
  /// They could wait, but Ctrl-D could not: as long as the terminal reads lines it is an end of the input, and no key that
  /// is there still when keys come one by one.
  private func takeTypedLines() {
    while case .ready = Readiness.wait(toRead: [0], milliseconds: 0) {
      guard let bytes = StandardInput.read(atMost: 1 << 12) else { return }
      typedAhead += bytes.isEmpty ? [4] : bytes
      if bytes.isEmpty { return }
    }
  }

  func end() {
    guard let mode else { return }
    self.mode = nil
    write(Array("\u{1B}[?2004l".utf8))
    mode.restore(waits: true)
    signals.uninstall()
  }

  func wait(_ milliseconds: Int?) -> TerminalInput {
    if !typedAhead.isEmpty {
      defer { typedAhead = [] }
      return .bytes(typedAhead)
    }
    while true {
      let outcome = Readiness.wait(toRead: [0, signals.descriptor], milliseconds: milliseconds.map { Int32($0) } ?? -1)
      if outcome == .silence { return .silence }
      if outcome == .failed { return .end }
      if let input = takeSignals() { return input }
      guard case .ready(let ready) = outcome, ready.contains(0) else { continue }
      guard let bytes = StandardInput.read(atMost: 1 << 16) else { continue }
      return bytes.isEmpty ? .end : .bytes(bytes)
    }
  }

  private func takeSignals() -> TerminalInput? {
    let taken = signals.take()
    if let signal = taken.first(where: Signal.ending.contains) { return .signal(signal.rawValue) }
    if taken.contains(.stop) {
      end()
      suspend()
      _ = begin()
      return .changed
    }
    // Whoever went on with the process may have given the terminal other settings meanwhile.
    if taken.contains(.goOn), let mode {
      _ = mode.takeRawKeys()
      write(Array("\u{1B}[?2004h".utf8))
    }
    return taken.isEmpty ? nil : .changed
  }

  func suspend() { Signal.stop.raise() }

  func write(_ bytes: [UInt8]) { StandardStream.error.control(bytes) }

  var size: (columns: Int, rows: Int) {
    guard let size = Terminal.size(of: .error), size.columns > 0, size.rows > 0 else { return (80, 24) }
    return size
  }
}
