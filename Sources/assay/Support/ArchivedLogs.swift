import Analysis
import ArgumentParser
import Bytes
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

/// Gets the events back from what the manager keeps of them, and says so.
struct ArchivedLogs {
  private let input: LogInput
  private let format: InputFormat
  private let location: ByteString

  init(_ input: LogInput, format: InputFormat, location: ByteString) {
    self.input = input
    self.format = format
    self.location = location
  }

  /// The event that the manager received; nil for a log that is taken as it is.
  /// - Throws: a failure when only events of archives are expected, and for one that nobody would send.
  func event(_ log: ByteString, time: EventTime) throws -> Event? {
    guard input == .archives || (input == .auto && format == .syslog && location == "stdin") else { return nil }
    guard let kept = ArchivedEvent(log) else {
      guard input == .archives else { return nil }
      throw CommandFailure(
        Diagnostic(
          .error, code: "not-archived", "neither a line of archives.log nor a document with full_log and location",
          hint: "take it as it is with --input lines"))
    }
    let what = Self.names[kept.format] ?? "log"
    let note = Diagnostic(
      .info, code: "archived",
      "\(kept.kind.rawValue): what the manager received is the \(what) from '\(kept.location)'"
        + (kept.isRebuilt ? ", put together again from the document's data" : ""),
      hint: "--input lines takes the line as it is")
    StandardError.write(CommandFailure(note).rendered)
    let moment = kept.seconds.map { EventTime(seconds: $0) } ?? time
    return try TryRunner.event(kept.text, format: kept.format, location: kept.location, time: moment)
  }

  private static let names: [InputFormat: String] = [
    .windows: "Windows event", .fim: "event of file integrity monitoring", .sca: "assessment",
    .rootcheck: "line of rootcheck", .inventory: "change of the inventory",
  ]
}
