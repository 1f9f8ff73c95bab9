import System
import Workbench

/// Asks of each of several changes whether it is wanted: single keys at a terminal, else lines of standard input.
final class ReviewPrompt {
  private var lines = LineReader()
  private let keys: KeyInput?

  init() {
    keys = Terminal.isInteractive(.input) ? KeyInput() : nil
    keys?.suspend()
  }

  /// - Parameters:
  ///   - number: of the change, from 1.
  ///   - total: how many there are.
  func ask(_ number: Int, of total: Int) throws -> ReviewAnswer {
    // Before the question is seen: a Ctrl-C that answers it is a key then, not a signal.
    keys?.resume()
    defer { keys?.suspend() }
    while true {
      StandardOutput.write("Take it? (\(number) of \(total)) [y]es [n]o [a]ll [q]uit: ")
      guard let key = try key() else {
        StandardOutput.write("\n")
        return .quit
      }
      switch key {
      case UInt8(ascii: "y"), UInt8(ascii: "Y"): return .yes
      case UInt8(ascii: "n"), UInt8(ascii: "N"): return .no
      case UInt8(ascii: "a"), UInt8(ascii: "A"): return .all
      case UInt8(ascii: "q"), UInt8(ascii: "Q"), 3, 4: return .quit
      default: continue
      }
    }
  }

  /// The key that was pressed, or the first byte of a line; nil at the end of the input.
  private func key() throws -> UInt8? {
    guard let keys else { return try lines.next().map { $0.bytes.first ?? 10 } }
    while true {
      guard let key = keys.next(within: 1000) else { continue }
      // A terminal that sends keys one by one does not show them.
      StandardOutput.write((0x20..<0x7F).contains(key) ? [key, 10] : [10])
      return key
    }
  }
}
