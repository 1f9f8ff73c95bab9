import Analysis
import ArgumentParser
import Bytes
import Diagnostics
import Rulesets
import Workbench

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

  /// What makes events of the logs.
  var intake: LogIntake {
    get throws {
      LogIntake(
        LogSender(format, location: ByteString(location)), input: input, joiner: try joining.joiner, say: tellNote)
    }
  }

  /// The logs as events; one that the sender would not send ends the command with exit code 2.
  func events(_ logs: [ByteString]) throws -> [Event] {
    let intake = try intake
    LogSources.tell(location: location)
    let start = time ?? Double(EventTime.standard.seconds)
    return try logs.enumerated().map { index, log in
      try intake.event(log, at: EventTime(unix: start + every * Double(index)))
    }
  }
}

extension LogInput: ExpressibleByArgument {}

/// Says something on standard error that is no fault.
func tellNote(_ note: Diagnostic) { StandardError.tell(BadInput(note)) }
