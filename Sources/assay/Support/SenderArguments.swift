import Analysis
import ArgumentParser
import Bytes
import Rulesets

/// Who sends logs, from where and when: options of the commands that run many of them in a row.
struct SenderArguments: ParsableArguments {
  @Option(name: .shortAndLong, help: "Where the logs come from; '[001] (name) 10.0.0.1->/var/log/x' is an agent's.")
  var location = "stdin"

  @Option(help: "Who sends the logs: syslog, json, eventchannel or docker.")
  var format: InputFormat = .syslog

  @Option(
    help: ArgumentHelp("When the first log arrives, in seconds since 1970; the default is fixed.", valueName: "seconds")
  )
  var time: Double?

  @Option(help: ArgumentHelp("Time from one log to the next.", valueName: "seconds"))
  var every: Double = 0

  func validate() throws {
    try TryCommand.checkTime(time, "--time")
    try TryCommand.checkTime(every, "--every")
  }

  /// The logs as events; one that the sender would not send ends the command with exit code 2.
  func events(_ logs: [ByteString]) throws -> [Event] {
    let start = time ?? Double(EventTime.standard.seconds)
    return try logs.enumerated().map { index, log in
      do throws(InputError) {
        let moment = EventTime(unix: start + every * Double(index))
        return Event(try format.prepare(log), location: ByteString(location), time: moment, format: format)
      } catch {
        throw CommandFailure(Diagnostic(.error, code: "not-sent", error.message, hint: error.hint))
      }
    }
  }
}
