import ArgumentParser
import Live
import System

/// `assay listen`: what agents, modules and syslog senders send, through the engine.
struct ListenCommand: ParsableCommand, StopsWhenTold {
  static let configuration = CommandConfiguration(
    commandName: "listen", abstract: "Take messages as the manager does, and see the alerts they raise.",
    discussion: """
      --queue makes a socket as the manager's queue is one: each datagram is a message Q:LOCATION:TEXT, of whatever kind \
      Q says. --udp and --tcp take syslog as the manager's receiver does; a port alone is open to this machine only.

        assay listen --ruleset my-rules --queue /tmp/queue
        assay listen --ruleset my-rules --udp 5514 --tcp 5514
        logger --server 127.0.0.1 --port 5514 --udp 'a test'

      The keys are those of 'assay live'. Ctrl-C ends it. Exit codes: 0 ended with q or --count; 2 it cannot listen, \
      something could not be taken or written; 130 interrupted.
      """)

  @OptionGroup(title: "Ruleset") var ruleset: RulesetArguments
  @OptionGroup(title: "Engine") var engine: EngineArguments

  @Option(
    name: .customLong("queue"),
    help: ArgumentHelp(
      "A socket to make and to take messages of the manager's queue at (repeatable).", valueName: "path"),
    completion: .file())
  var queues: [String] = []

  @Option(
    name: .customLong("udp"),
    help: ArgumentHelp("A port for syslog over UDP (repeatable).", valueName: "[address:]port"))
  var datagrams: [NetworkAddress] = []

  @Option(
    name: .customLong("tcp"),
    help: ArgumentHelp("A port for syslog over TCP (repeatable).", valueName: "[address:]port"))
  var streams: [NetworkAddress] = []

  @Flag(
    name: .customLong("octet-counting"),
    help: "Over TCP, take logs whose senders say how long they are (RFC 6587); the manager reads lines.")
  var countsOctets = false

  @Option(help: ArgumentHelp("End when so many events have come.", valueName: "n"))
  var count: Int?

  @OptionGroup var view: LiveViewArguments
  @OptionGroup var colours: ColourArguments

  func validate() throws {
    if queues.isEmpty, datagrams.isEmpty, streams.isEmpty {
      throw ValidationError("Name where to listen: --queue SOCKET, --udp PORT or --tcp PORT.")
    }
    if let count, count < 1 { throw ValidationError("--count is a number of events, at least 1.") }
  }

  func run() throws { try ListenRun(self).run() }
}

extension NetworkAddress: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
