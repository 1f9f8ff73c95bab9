import ArgumentParser
import Bytes
import Diagnostics
import Live
import Rulesets
import System
import Workbench

/// What `assay live` and `assay listen` show and keep.
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
    name: .customLong("out-size"),
    help: ArgumentHelp(
      "Put the file of --out aside as FILE.1 before it becomes larger than this: 500K, 100M, 1G.", valueName: "size"))
  var outSize: ByteCount?

  @Option(
    name: .customLong("out-keep"),
    help: ArgumentHelp("How many files that were put aside are kept; the oldest is removed.", valueName: "n"))
  var outKeep = 9

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
    if !(1...9999).contains(outKeep) { throw ValidationError("--out-keep is a number of files, 1 to 9999.") }
    if outSize != nil, out == nil { throw ValidationError("--out-size needs --out FILE.") }
    if let out, out == record { throw ValidationError("--out and --record are two files.") }
  }

  /// What is wanted of the events, the files of the two options open.
  /// - Parameter keepsLast: whether somebody may ask about the last event.
  func wishes(keepsLast: Bool) throws -> LiveSink.Wishes {
    var wishes = LiveSink.Wishes()
    (wishes.filter, wishes.wantsAll, wishes.isVerbose, wishes.keepsLast) = (filter, all, verbose, keepsLast)
    let rotation = outSize.map { LineFile.Rotation(size: $0.bytes, kept: outKeep) }
    do throws(LineFile.Failure) {
      wishes.output = try out.map { path throws(LineFile.Failure) in try LineFile(path, rotation: rotation) }
      wishes.record = try record.map { path throws(LineFile.Failure) in try LineFile(path) }
    } catch {
      throw BadInput(
        Diagnostic(.error, code: "not-written", "cannot write '\(error.path)': \(error.reason)"))
    }
    return wishes
  }

  private var filter: AlertFilter {
    var filter = AlertFilter()
    filter.leastLevel = leastLevel
    filter.rules = Set(rules)
    filter.groups = Set(groups.map { ByteString($0) })
    filter.locations = locations.map { ByteString($0) }
    return filter
  }
}

/// A size as people write it: `500K`, `100M`, `1G`, or bytes.
struct ByteCount: ExpressibleByArgument {
  let bytes: Int

  init?(argument: String) {
    let units = ["K": 10, "M": 20, "G": 30]
    let shift = argument.last.flatMap { units[String($0)] }
    let digits = shift == nil ? argument[...] : argument.dropLast()
    guard digits.allSatisfy({ ("0"..."9").contains($0) }), let number = Int(digits), number > 0,
      number <= Int.max >> 34
    else { return nil }
    bytes = number << (shift ?? 0)
  }
}
