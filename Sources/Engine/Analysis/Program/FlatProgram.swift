import Patterns

/// All that the walks read: decoders and rules as plain values in flat memory, and with an index also what tells which of
/// them are worth trying.
///
/// Without index it is made in no time, for the first events and for those that somebody watches; with it when so many
/// events have come that it pays (``CompiledRuleset/indexedProgram()``).
final class FlatProgram: @unchecked Sendable {
  let decoders: DecoderProgram
  let rules: RuleProgram
  let candidates: CandidateIndex
  let literals: LiteralGates
  /// Whether candidates are looked up. Else everything is tried in order, and every pattern is run.
  let isIndexed: Bool

  init(_ ruleset: CompiledRuleset, isIndexed: Bool) {
    self.isIndexed = isIndexed
    var gates = LiteralGatesDraft(isOn: isIndexed)
    var index = CandidateIndexDraft(isOn: isIndexed)
    decoders = DecoderProgram(ruleset, gates: &gates, index: &index)
    rules = RuleProgram(ruleset.loaded.rules, ruleset.rules, gates: &gates, index: &index)
    literals = LiteralGates(gates)
    candidates = index.finish()
  }
}
