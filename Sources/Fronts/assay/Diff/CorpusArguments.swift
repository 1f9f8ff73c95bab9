import ArgumentParser
import Bytes
import Calendar
import Corpora

/// The options that say which events of which files.
struct CorpusSelectionArguments: ParsableArguments {
  @Option(
    name: .customLong("corpus"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "Events: files, folders, patterns, or - for standard input; archives.json, alerts.json, archives.log, alerts.log, plain logs, recorded events, also in gzip.",
      valueName: "path"),
    completion: .file())
  var corpus: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only events from this moment on: 2026-11-01, 2026-11-01T06:00:00Z, or seconds since 1970.", valueName: "moment"))
  var since: String?

  @Option(help: ArgumentHelp("Only events before this moment.", valueName: "moment"))
  var until: String?

  @Option(
    name: .customLong("agent"),
    help: ArgumentHelp("Only events of this agent, by number or name (repeatable).", valueName: "agent"))
  var agents: [String] = []

  @Option(help: ArgumentHelp("All events of one agent of so many.", valueName: "n"))
  var sample = 1

  func validate() throws {
    for (name, text) in [("--since", since), ("--until", until)] {
      if let text, Self.moment(text) == nil {
        throw ValidationError(
          "\(name) is a moment such as 2026-11-01, 2026-11-01T06:00:00Z or 1704888000, not '\(text)'.")
      }
    }
    guard (1...1_000_000).contains(sample) else { throw ValidationError("--sample is a number from 1 to 1000000.") }
  }

  /// The same in the terms of the library.
  var filter: CorpusFilter {
    var filter = CorpusFilter()
    filter.since = since.flatMap(Self.moment)
    filter.until = until.flatMap(Self.moment)
    filter.agents = Set(agents.map { ByteString($0) })
    filter.sample = sample
    return filter
  }

  private static func moment(_ text: String) -> Instant? {
    if let seconds = Int(text), (0...100_000_000_000).contains(seconds) { return Instant(seconds: seconds) }
    return Instant(rfc3339: text.utf8) ?? Instant(rfc3339: (text + "T00:00:00Z").utf8)
  }
}

/// The same, with what plain logs do not say themselves.
struct CorpusArguments: ParsableArguments {
  @OptionGroup var selection: CorpusSelectionArguments

  @Option(help: "Where plain logs come from.")
  var location = "stdin"

  @Option(
    help: ArgumentHelp(
      "Time from one plain log to the next; they do not say themselves when they came.", valueName: "seconds"))
  var every: Double = 0

  func validate() throws {
    guard (0...86_400).contains(every) else { throw ValidationError("--every is a number of seconds from 0 to 86400.") }
  }

  /// The files.
  var corpus: [String] { selection.corpus }

  /// The rest, in the terms of the library.
  var filter: CorpusFilter {
    var filter = selection.filter
    filter.location = ByteString(location)
    filter.step = Int((every * 1000).rounded())
    return filter
  }
}
