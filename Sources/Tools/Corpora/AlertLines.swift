import Analysis
import Bytes
import Senders

/// Puts the lines of alerts.log together again: an alert has several.
struct AlertLines {
  /// A text, and the line where it began, from 1.
  typealias Alert = (text: ByteString, line: Int)

  private var joiner = TextAlertJoiner()
  private var start = 0

  /// Takes a line.
  /// - Returns: what is complete with it; a line that belongs to no alert comes back as it is.
  mutating func add(_ line: ByteView, number: Int) -> [Alert] {
    let begins = TextAlertJoiner.begins(line)
    let text = ByteString(line)
    let found = joiner.add(text).map { (text: $0, line: $0 == text ? number : start) }
    if begins { start = number }
    return found
  }

  /// What the end of the file completes.
  mutating func finish() -> Alert? { joiner.finish().map { ($0, start) } }

  /// When an alert was raised, by its first line; nil for another line.
  static func time(ofFirst line: ByteView) -> EventTime? {
    guard TextAlertJoiner.begins(line) else { return nil }
    var seconds = 0
    var at = 9
    while at < line.count, ASCII.isDigit(line[at]), at < 9 + 12 {
      seconds = seconds * 10 + Int(line[at] - 0x30)
      at += 1
    }
    return EventTime(seconds: seconds)
  }
}
