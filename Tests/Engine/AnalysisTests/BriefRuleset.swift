import Analysis
import Bytes
import Rulesets
import TestSupport

/// A ``SmallRuleset`` below a root of its own, with a decoder of each kind: to be run exactly and with its defects mended.
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
  /// The one of the engine's defects that is mended.
  var mended: Quirk?

  /// Loads and compiles it.
  func compile() throws -> CompiledRuleset {
    let root = """
      <group name="syslog,">
        <rule id="1" level="0" noalert="1"><category>syslog</category><description>root</description></rule>
      </group>

      """
    let loaded = try SmallRuleset.load(
      decoders: decoders, rules: root + rules, lists: lists, base: RulesetOptions.Base.none
    ) {
      $0.quirks = Quirks(Quirk.allCases.filter { $0 != mended })
    }
    guard loaded.isLoaded else { throw NotLoaded(messages: loaded.messages.map(\.line.description)) }
    let ruleset = CompiledRuleset(loaded)
    // Nobody watches most sessions of tests: they are to run the fast walk.
    ruleset.prepareForManyEvents()
    return ruleset
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
