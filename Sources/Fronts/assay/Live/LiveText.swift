import Analysis
import Bytes
import Calendar
import Reporting

/// Alerts as lines for people.
struct LiveText {
  let style: Style
  let zone: Zone
  let isVerbose: Bool

  /// An alert, or an event without one, in a line; with its decoder and fields below where that is wanted.
  func text(_ outcome: Outcome, _ log: ByteString, from location: ByteString, at time: EventTime) -> String {
    let level = outcome.rule.map { Self.padded("\($0.level)", 2) } ?? " -"
    let rule = Self.padded(outcome.rule.map { "\($0.id)" } ?? "-", 6)
    let words = outcome.rule.map { shown($0.description) } ?? outcome.verdict.rawValue
    var text =
      "\(style.dim(clock(time)))  \(painted(level, outcome))  \(rule)  \(words)  \(style.dim(shown(location)))\n"
    if isVerbose {
      text += "    \(shown(log))\n"
      if let decoder = outcome.decoder.name { text += "    decoder: \(shown(decoder))\n" }
      for field in outcome.fields { text += "    \(shown(field.name)): \(shown(field.value))\n" }
    }
    return text
  }

  private func painted(_ level: String, _ outcome: Outcome) -> String {
    guard outcome.isAlert, let number = outcome.rule?.level else { return style.dim(level) }
    return number >= 12 ? style.red(level) : number >= 7 ? style.yellow(level) : style.green(level)
  }

  private func clock(_ time: EventTime) -> String {
    var writer = ByteWriter()
    writer.write(clock: CivilTime(seconds: time.seconds, secondsFromUTC: zone.secondsFromUTC(at: time.seconds)))
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// One line, whatever is in it.
  private func shown(_ text: ByteString) -> String {
    String(decoding: TerminalText.printable(text.bytes), as: UTF8.self)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
}
