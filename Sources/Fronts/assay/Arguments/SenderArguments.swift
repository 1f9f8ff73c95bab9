import Analysis
import ArgumentParser
import Bytes
import Diagnostics
import Rulesets

/// Who sends logs, from where and when: options of the commands that run many of them in a row.
struct SenderArguments: ParsableArguments {
  @Option(name: .shortAndLong, help: "Where the logs come from; '[001] (name) 10.0.0.1->/var/log/x' is an agent's.")
  var location = "stdin"

  @Option(help: ArgumentHelp("Who sends the logs: \(InputFormat.names)."))
  var format: InputFormat = .syslog

  @Option(
    help: ArgumentHelp(
      "What the logs are: lines as they are; archives, what the manager keeps of them (archives.log, archives.json, alerts.log, alerts.json); auto recognises those."
    ))
  var input: LogInput = .auto

  @Option(
    help: ArgumentHelp("When the first log arrives, in seconds since 1970; the default is fixed.", valueName: "seconds")
  )
  var time: Double?

  @Option(help: ArgumentHelp("Time from one log to the next.", valueName: "seconds"))
  var every: Double = 0

  @OptionGroup(title: "Events of several lines") var joining: JoiningArguments

  func validate() throws {
    try TryCommand.checkTime(time, "--time")
    try TryCommand.checkTime(every, "--every")
  }

  /// How inputs are read.
  var reading: LogReading { get throws { archives.reading(try joining.joiner) } }

  private var archives: ArchivedLogs { ArchivedLogs(input, format: format, location: ByteString(location)) }

  /// The logs as events; one that the sender would not send ends the command with exit code 2.
  func events(_ logs: [ByteString]) throws -> [Event] {
    let archives = archives
    LogArguments.tell(location: location)
    let start = time ?? Double(EventTime.standard.seconds)
    return try logs.enumerated().map { index, log in
      let moment = EventTime(unix: start + every * Double(index))
      return try archives.event(log, time: moment)
        ?? TryRunner.event(log, format: format, location: ByteString(location), time: moment)
    }
  }
}

extension Diagnostic {
  /// Why a sender would not send a text, with the place in it.
  init(notSent error: InputError, log: ByteString) {
    var place: SourceLocation?
    if let offset = error.offset {
      let before = log.bytes.prefix(offset)
      let line = before.count { $0 == 10 }
      let column = before.count - ((before.lastIndex(of: 10) ?? -1) + 1)
      place = SourceLocation(file: "<log>", line: line + 1, column: column + 1)
    }
    self.init(.error, code: "not-sent", error.message, at: place, hint: error.hint)
  }
}
