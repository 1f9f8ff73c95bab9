import Bytes
import System

/// The screen of a command that goes on: alerts, messages, and a line of figures below them at a terminal.
final class LiveScreen {
  private let hasStatus: Bool
  private var isStatusShown = false
  private var held: [[UInt8]] = []
  private var heldBytes = 0
  private var lostCount = 0
  /// Whether what is to be shown waits.
  private(set) var isPaused = false

  /// What is held at most while the screen stands still.
  private static let mostHeld = 1000
  private static let mostHeldBytes = 4 << 20

  /// - Parameter isInteractive: whether somebody sits at the terminal.
  init(isInteractive: Bool) {
    hasStatus = isInteractive && StandardStream.error.isTerminal && Environment.variable("TERM") != "dumb"
  }

  /// Shows a result.
  func write(_ bytes: [UInt8]) {
    guard isPaused else { return show(bytes) }
    guard held.count < Self.mostHeld, heldBytes < Self.mostHeldBytes else {
      lostCount += 1
      return
    }
    held.append(bytes)
    heldBytes += bytes.count
  }

  /// Says something that is no result.
  func say(_ text: String) {
    clear()
    StandardError.write(text)
  }

  private func show(_ bytes: [UInt8]) {
    clear()
    StandardOutput.write(bytes)
  }

  /// Holds results back, or shows those that were held.
  func pause(_ pauses: Bool) {
    isPaused = pauses
    guard !pauses else { return }
    for bytes in held { show(bytes) }
    held = []
    heldBytes = 0
    if lostCount > 0 { say("assay: \(lostCount) more were raised meanwhile and are not shown\n") }
    lostCount = 0
  }

  /// Shows the line of figures.
  func status(_ text: String) {
    guard hasStatus else { return }
    let waiting = isPaused ? "PAUSED, \(held.count + lostCount) waiting · " : ""
    StandardError.rewriteLine(Self.cut(waiting + text, to: Terminal.width - 1))
    isStatusShown = true
  }

  func clear() {
    guard isStatusShown else { return }
    StandardError.rewriteLine("")
    isStatusShown = false
  }

  private static func cut(_ text: String, to width: Int) -> String {
    TerminalText.width(of: text) <= width ? text : String(text.unicodeScalars.prefix(max(0, width)))
  }
}
