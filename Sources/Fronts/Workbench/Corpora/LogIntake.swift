import Analysis
import Bytes
import Diagnostics
import Live
import Senders

/// What the logs are that somebody has.
package enum LogInput: String, CaseIterable, Sendable {
  /// Recognises what the manager keeps, and takes everything else as it is.
  case auto
  /// As they are.
  case lines
  /// What the manager keeps of them.
  case archives
}

/// Makes the events that the manager received out of the logs that somebody has: as their sender sends them, or as what
/// the manager keeps of them says.
package final class LogIntake {
  package let sender: LogSender
  private let input: LogInput
  private let joiner: LineJoiner?
  /// Is told what was recognised: of each kind once.
  private let say: (Diagnostic) -> Void
  private var said: Set<String> = []

  package init(
    _ sender: LogSender, input: LogInput = .auto, joiner: LineJoiner? = nil, say: @escaping (Diagnostic) -> Void
  ) {
    self.sender = sender
    self.input = input
    self.joiner = joiner
    self.say = say
  }

  /// How the bytes of an input become logs.
  package var reading: LogReading {
    let isOpen = input == .archives || (input == .auto && sender.format == .syslog && sender.location == "stdin")
    return LogReading(format: sender.format, recognisesAlerts: isOpen, joiner: joiner)
  }

  /// The event of a log.
  /// - Parameter time: when it arrives, where the log does not say so.
  /// - Throws: when nobody would send it, or it is none of the archives' where only those are expected.
  package func event(_ log: ByteString, at time: EventTime) throws(BadInput) -> Event {
    guard let kept = try archived(log), let text = kept.text else { return try sender.event(log, at: time) }
    let moment = kept.seconds.map { EventTime(seconds: $0, milliseconds: kept.milliseconds) } ?? time
    return try LogSender(kept.format, location: kept.location).event(text, at: moment, previous: kept.previous)
  }

  /// What the manager keeps of an event, with its text; nil for a log that is taken as it is.
  package func archived(_ log: ByteString) throws(BadInput) -> ArchivedEvent? {
    guard input == .archives || (input == .auto && sender.location == "stdin") else { return nil }
    guard let kept = ArchivedEvent(log) else {
      guard input == .archives else { return nil }
      throw BadInput(
        Diagnostic(
          .error, code: "not-archived",
          "neither a line of archives.log, an alert of alerts.log, nor a document with full_log and location",
          hint: "take it as it is with --input lines"))
    }
    // Who says how to send the text is believed.
    guard input == .archives || sender.format == .syslog || isSame(kept.format) else { return nil }
    guard kept.text != nil else {
      throw BadInput(
        Diagnostic(
          .error, code: "no-log",
          "\(kept.kind.rawValue), which does not say what the manager received: \(kept.doubt ?? "it holds no log")",
          hint: "archives.json has all logs; --input lines takes the line as it is"))
    }
    tell(kept)
    return kept
  }

  private func tell(_ kept: ArchivedEvent) {
    let what = Self.names[kept.format] ?? "log"
    guard said.insert("\(kept.kind) \(what) \(kept.isRebuilt) \(kept.doubt != nil)").inserted else { return }
    let place = kept.format == .queue ? "" : " from '\(kept.location)'"
    say(
      Diagnostic(
        .info, code: "archived",
        "\(kept.kind.rawValue): what the manager received is the \(what)\(place)"
          + (kept.isRebuilt ? ", put together again from the document's data" : "")
          + (kept.doubt.map { "; \($0)" } ?? ""),
        hint: "--input lines takes the line as it is"))
  }

  private func isSame(_ other: InputFormat) -> Bool {
    let windows: [InputFormat] = [.windows, .eventchannel]
    return other == sender.format || windows.contains(other) && windows.contains(sender.format)
  }

  private static let names: [InputFormat: String] = [
    .windows: "Windows event", .fim: "event of file integrity monitoring", .sca: "assessment",
    .rootcheck: "line of rootcheck", .inventory: "change of the inventory", .queue: "whole message",
  ]
}

/// How the bytes of an input become logs.
package struct LogReading {
  package var format: InputFormat
  /// Whether alerts of alerts.log are recognised.
  package var recognisesAlerts = false
  package var joiner: LineJoiner?

  package init(format: InputFormat = .syslog, recognisesAlerts: Bool = false, joiner: LineJoiner? = nil) {
    self.format = format
    self.recognisesAlerts = recognisesAlerts
    self.joiner = joiner
  }
}
