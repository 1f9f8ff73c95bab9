import Bytes
import Memory
import Patterns
import Rulesets

/// The stage that finds the rule of an event, with all that it keeps.
final class RuleWalk {
  let ruleset: CompiledRuleset
  let event: EventState
  let notes: EventLog
  let candidates: CandidateSearch
  let history: HistorySearch
  let scratch: MatchScratch
  /// The same for hot loops.
  let workspace: MatchWorkspace
  let differences: DifferenceStore
  @exclusivity(unchecked) var firstTimeKeys = FirstTimeKeys()
  @exclusivity(unchecked) var fastPath = PlainBuffer<FastFrame>(capacity: 32)

  init(
    _ ruleset: CompiledRuleset, _ candidates: CandidateSearch, _ history: HistorySearch, _ scratch: MatchScratch,
    differences: DifferenceStore
  ) {
    self.ruleset = ruleset
    event = history.event
    notes = history.notes
    self.candidates = candidates
    self.history = history
    self.scratch = scratch
    self.differences = differences
    workspace = MatchWorkspace(scratch)
  }

  deinit { fastPath.deallocate() }
}
