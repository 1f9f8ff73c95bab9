import Analysis
import Bytes
import Diagnostics
import Senders
import Workbench

/// The logs that several tools take, and who sends them.
enum LogArguments {
  static let most = 100

  static let parameters: [ToolParameter] = [
    ToolParameter(
      "logs", .texts(most: most), isRequired: true,
      "Log lines, in the order in which they come. All belong to one session, so that rules that count see those before."
    ),
    ToolParameter("location", .text, "Where the logs come from, such as /var/log/auth.log; stdin unless given."),
    ToolParameter(
      "format", .word(InputFormat.allCases.map(\.rawValue)), "Who sends the logs; syslog unless given."),
    ToolParameter(
      "interval", .number(0...86_400), "Seconds from one log to the next on the virtual clock; 0 unless given."),
  ]

  /// The events of a call, each at its time.
  static func events(_ arguments: ToolArguments) throws(BadInput) -> [Event] {
    let format = arguments.text("format").flatMap(InputFormat.init(rawValue:)) ?? .syslog
    let location = arguments.bytes("location").flatMap { $0.isEmpty ? nil : $0 } ?? "stdin"
    let sender = LogSender(format, location: location)
    var events: [Event] = []
    for (index, log) in arguments.allBytes("logs").enumerated() {
      guard !log.isEmpty else { throw BadInput(Diagnostic(.error, code: "no-log", "Log \(index + 1) is empty.")) }
      var time = EventTime.standard
      time = EventTime(
        seconds: time.seconds + index * (arguments.number("interval") ?? 0), milliseconds: time.milliseconds)
      events.append(try sender.event(log, at: time))
    }
    return events
  }
}
