import Bytes

/// A change of a text as a unified difference, with two lines around it.
enum UnifiedDifference {
  private static let context = 2

  /// The difference that edits make; lines are told apart by bytes, because to a `String` CR LF is one character.
  static func text(file: String, before: [UInt8], edits: [TextEdit]) -> String {
    let after = TextEdit.apply(edits, to: before)
    let old = lines(before)
    let new = lines(after)
    var head = 0
    while head < old.count, head < new.count, old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < old.count - head, tail < new.count - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
      tail += 1
    }
    let first = max(0, head - context)
    let oldEnd = min(old.count, old.count - tail + context)
    let newEnd = min(new.count, new.count - tail + context)
    var text = "--- a/\(TerminalText.line(file))\n+++ b/\(TerminalText.line(file))\n"
    text += "@@ -\(first + 1),\(oldEnd - first) +\(first + 1),\(newEnd - first) @@\n"
    for line in old[first..<head] { text += " " + shown(line) }
    for line in old[head..<(old.count - tail)] { text += "-" + shown(line) }
    for line in new[head..<(new.count - tail)] { text += "+" + shown(line) }
    for line in old[(old.count - tail)..<oldEnd] { text += " " + shown(line) }
    return text
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func shown(_ line: ArraySlice<UInt8>) -> String { String(decoding: line, as: UTF8.self) + "\n" }
}
