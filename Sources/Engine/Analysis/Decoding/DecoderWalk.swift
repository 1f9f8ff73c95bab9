import Bytes
import JSONText
import Memory
import Patterns
import Rulesets

/// The stage that chooses decoders and sets the event's fields, with all that it keeps.
final class DecoderWalk {
  let ruleset: CompiledRuleset
  let event: EventState
  let notes: EventLog
  let candidates: CandidateSearch
  let scratch: MatchScratch
  /// The same for hot loops.
  let workspace: MatchWorkspace
  let json: JSONReader
  @exclusivity(unchecked) var writer = ByteWriter()
  @exclusivity(unchecked) var captures = Captures()
  /// Whether the event under way is decoded as the daemon does it, not as logtest.
  @exclusivity(unchecked) var isDaemon: Bool
  /// The rule that an alert of another manager names, set by the plugin that reads such alerts; −1 for none.
  @exclusivity(unchecked) var relayed = -1
  /// What decoders in code work with; most sessions never meet one.
  private(set) lazy var codeDecoding = CodeDecoding(
    event: event, json: json, decoders: ruleset.builtIn, fieldLimit: ruleset.fieldLimit,
    secondsFromUTC: { [zone = ruleset.options.zone] in zone.secondsFromUTC(at: $0) })

  init(
    _ ruleset: CompiledRuleset, _ event: EventState, _ notes: EventLog, _ candidates: CandidateSearch,
    _ scratch: MatchScratch, isDaemon: Bool
  ) {
    self.ruleset = ruleset
    self.event = event
    self.notes = notes
    self.candidates = candidates
    self.scratch = scratch
    self.isDaemon = isDaemon
    workspace = MatchWorkspace(scratch)
    json = JSONReader(text: event.arena)
  }

  /// The rule that an alert of another manager names.
  var relayedRule: Int? {
    get { relayed >= 0 ? relayed : nil }
    set { relayed = newValue ?? -1 }
  }
}
