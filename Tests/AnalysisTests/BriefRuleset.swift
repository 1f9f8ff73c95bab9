import Analysis
import Bytes
import Foundation
import Rulesets

/// A ruleset of a few lines, for tests that need more than the case format can say.
struct BriefRuleset {
  /// One decoder of each kind that the engine wants: `json` for objects, and one by program name.
  static let decoders = """
    <decoder name="json"><prematch>^{</prematch><plugin_decoder>JSON_Decoder</plugin_decoder></decoder>
    <decoder name="by-program"><program_name>^by-program$</program_name></decoder>

    """

  var decoders = Self.decoders
  /// Groups of rules; a root for syslog is put before them.
  var rules: String
  var lists: [String: String] = [:]
  var fixesDefects = false
  var runsAsDaemon = false

  /// Loads and compiles it, from files in a folder that is removed again.
  func compile() throws -> CompiledRuleset {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let root = """
      <group name="syslog,">
        <rule id="1" level="0" noalert="1"><category>syslog</category><description>root</description></rule>
      </group>

      """
    try decoders.write(to: folder.appendingPathComponent("decoders.xml"), atomically: true, encoding: .utf8)
    try (root + rules).write(to: folder.appendingPathComponent("rules.xml"), atomically: true, encoding: .utf8)
    var options = RulesetOptions()
    options.workingDirectory = folder.path
    options.base = RulesetOptions.Base.none
    options.decoders = ["decoders.xml"]
    options.rules = ["rules.xml"]
    for (name, text) in lists {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
      options.lists.append(.init(path: name, name: name))
    }
    options.fixesDefects = fixesDefects
    let loaded = try RulesetLoader.load(options)
    guard loaded.isLoaded else { throw NotLoaded(messages: loaded.messages.map(\.line.description)) }
    var engine = EngineOptions()
    engine.runsAsDaemon = runsAsDaemon
    return CompiledRuleset(loaded, options: engine)
  }

  /// The rules that logs end in, one after the other in one session; nil where none matched.
  func rules(for events: [Event]) throws -> [Int?] {
    let session = Session(try compile())
    return events.map { session.analyze($0).rule?.id }
  }

  struct NotLoaded: Error {
    var messages: [String]
  }
}

extension Event {
  /// An event so many seconds after the standard time.
  init(_ log: ByteString, after seconds: Int, location: ByteString = "stdin") {
    let time = EventTime(seconds: EventTime.standard.seconds + seconds)
    self.init(log, location: location, time: time)
  }
}
