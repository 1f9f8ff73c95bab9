import ArgumentParser

/// What `assay live` reads.
struct LiveSourceArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file to follow, also with * ? [ ] or a date such as %Y-%m-%d (repeatable).", valueName: "glob"))
  var follow: [String] = []

  @Option(
    name: .customLong("log-format"),
    help: ArgumentHelp("How followed files are read: a name that <log_format> takes.", valueName: "format"))
  var logFormat = "syslog"

  @Option(help: ArgumentHelp("A command of the shell whose lines are events (repeatable).", valueName: "command"))
  var command: [String] = []

  @Option(help: ArgumentHelp("Seconds from one run of a command to the next.", valueName: "seconds"))
  var every = 360

  @Flag(help: "Follow this machine's journal.")
  var journal = false

  @Option(
    defaultAsFlag: DockerHost.ofEnvironment, parsing: .next,
    help: ArgumentHelp(
      "Events of a Docker Engine: unix:///path or tcp://host:port, or what DOCKER_HOST says. Needs 'assay-studio'.",
      valueName: "host"))
  var docker: DockerHost?

  @Flag(help: "Lose those events of a Docker Engine that the agent's listener loses, and end where it ends.")
  var exact = false

  @Flag(
    inversion: .prefixedNo,
    help: "See new files and lines at once, and lose none; the default without --config.")
  var fast: Bool?

  @Flag(name: .customLong("from-start"), help: "Read files that are there from their beginning.")
  var fromStart = false

  @Flag(help: "Read what there is and end.")
  var once = false

  @Option(
    help: ArgumentHelp("Where positions in files are kept, so that a restart goes on there.", valueName: "file"),
    completion: .file())
  var state: String?

  @Option(
    name: .customLong("option"), help: ArgumentHelp("A logcollector.* setting (repeatable).", valueName: "key=value"))
  var options: [LiveSetting] = []

  @Flag(
    name: .customLong("client-buffer"),
    help: "Keep events back and lose them as the agent's <client_buffer> does: 500 a second, 5,000 that wait.")
  var clientBuffer = false

  @Option(
    name: .customLong("agent-address"),
    help: ArgumentHelp("What $(host_ip) of <out_format> stands for.", valueName: "address"))
  var agentAddress = "0.0.0.0"

  /// Whether standard input or a configuration has to be read.
  var isEmpty: Bool { follow.isEmpty && command.isEmpty && !journal && docker == nil }

  func validate() throws {
    if every < 1 { throw ValidationError("--every is a number of seconds, at least 1.") }
    if once, docker != nil {
      throw ValidationError("--once ends when all is read, but events of --docker have no end.")
    }
    if state == "" { throw ValidationError("--state is a file.") }
    if let state, !PositionFile.canBeReplaced(state) {
      throw ValidationError("--state \(state) is no regular file, and would be replaced by one.")
    }
  }
}

/// Where a Docker Engine listens.
enum DockerHost: ExpressibleByArgument, CustomStringConvertible {
  /// Where `DOCKER_HOST` says, or at the usual socket.
  case ofEnvironment
  case named(String)

  init?(argument: String) {
    guard !argument.isEmpty, !argument.hasPrefix("-") else { return nil }
    self = .named(argument)
  }

  /// Help shows what is meant without a value; that is in its words already.
  var description: String { name ?? "" }

  var name: String? {
    switch self {
    case .ofEnvironment: nil
    case .named(let name): name
    }
  }
}
