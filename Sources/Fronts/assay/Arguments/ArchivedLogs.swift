import Analysis
import ArgumentParser
import Bytes
import Diagnostics
import Live
import Rulesets
import Senders

/// What the logs that a command gets are.
enum LogInput: String, ExpressibleByArgument, CaseIterable {
  /// Recognises what the manager keeps, and takes everything else as it is.
  case auto
  /// As they are.
  case lines
  /// What the manager keeps of them.
  case archives
}

/// Gets the events back from what the manager keeps of them, and says so: of each kind once.
final class ArchivedLogs {
  private let input: LogInput
  private let format: InputFormat
  private let location: ByteString
  private var said: Set<String> = []

  init(_ input: LogInput, format: InputFormat, location: ByteString) {
    self.input = input
    self.format = format
    self.location = location
  }

  /// How inputs are read.
  func reading(_ joiner: LineJoiner?) -> LogReading {
    let isOpen = input == .archives || (input == .auto && format == .syslog && location == "stdin")
    return LogReading(format: format, recognisesAlerts: isOpen, joiner: joiner)
  }

  /// The event that the manager received; nil for a log that is taken as it is.
  /// - Throws: a failure when only events of archives are expected, and for one that nobody would send.
  func event(_ log: ByteString, time: EventTime) throws -> Event? {
    guard let kept = try archived(log), let text = kept.text else { return nil }
    let moment = kept.seconds.map { EventTime(seconds: $0) } ?? time
    do throws(InputError) {
      return try kept.format.event(text, location: kept.location, time: moment, previous: kept.previous)
    } catch {
      throw CommandFailure(Diagnostic(notSent: error, log: text))
    }
  }

  /// What the manager keeps of an event, with its text; nil for a log that is taken as it is.
  func archived(_ log: ByteString) throws -> ArchivedEvent? {
    guard input == .archives || (input == .auto && location == "stdin") else { return nil }
    guard let kept = ArchivedEvent(log) else {
      guard input == .archives else { return nil }
      throw CommandFailure(
        Diagnostic(
          .error, code: "not-archived",
          "neither a line of archives.log, an alert of alerts.log, nor a document with full_log and location",
          hint: "take it as it is with --input lines"))
    }
    // Who says how to send the text is believed.
    guard input == .archives || format == .syslog || isSame(kept.format) else { return nil }
    guard kept.text != nil else {
      throw CommandFailure(
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
    let note = Diagnostic(
      .info, code: "archived",
      "\(kept.kind.rawValue): what the manager received is the \(what)\(place)"
        + (kept.isRebuilt ? ", put together again from the document's data" : "")
        + (kept.doubt.map { "; \($0)" } ?? ""),
      hint: "--input lines takes the line as it is")
    StandardError.write(CommandFailure(note).rendered)
  }

  private func isSame(_ other: InputFormat) -> Bool {
    let windows: [InputFormat] = [.windows, .eventchannel]
    return other == format || windows.contains(other) && windows.contains(format)
  }

  private static let names: [InputFormat: String] = [
    .windows: "Windows event", .fim: "event of file integrity monitoring", .sca: "assessment",
    .rootcheck: "line of rootcheck", .inventory: "change of the inventory", .queue: "whole message",
  ]
}
