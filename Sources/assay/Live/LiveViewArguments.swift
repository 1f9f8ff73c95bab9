import ArgumentParser

/// What `assay live` shows and keeps.
struct LiveViewArguments: ParsableArguments {
  @Flag(help: "Write alerts as the manager's alerts.json has them, one JSON object per line.")
  var json = false

  @Flag(help: "Events without an alert, too.")
  var all = false

  @Flag(name: .shortAndLong, help: "Every event, with its decoder and fields.")
  var verbose = false

  @Option(
    help: ArgumentHelp("Append the JSON lines of alerts to this file.", valueName: "file"), completion: .file())
  var out: String?

  @Option(
    help: ArgumentHelp("Append the events to this file, as 'assay try --input jsonl' reads them.", valueName: "file"),
    completion: .file())
  var record: String?

  @Option(name: .customLong("min-level"), help: ArgumentHelp("Only alerts of this level and above.", valueName: "n"))
  var leastLevel = 0

  @Option(name: .customLong("rule"), help: ArgumentHelp("Only alerts of this rule (repeatable).", valueName: "id"))
  var rules: [Int] = []

  @Option(name: .customLong("group"), help: ArgumentHelp("Only alerts of this group (repeatable).", valueName: "name"))
  var groups: [String] = []

  @Option(
    name: .customLong("location"),
    help: ArgumentHelp("Only events from a location that holds this text (repeatable).", valueName: "text"))
  var locations: [String] = []

  func validate() throws {
    if !(0...16).contains(leastLevel) { throw ValidationError("--min-level is a level from 0 to 16.") }
  }
}
