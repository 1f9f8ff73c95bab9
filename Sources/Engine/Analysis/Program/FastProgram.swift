import Patterns

/// All that the unwatched walk reads: decoders and rules as plain values, and the indexes that tell which of them are
/// worth trying.
///
/// Made from a ruleset when so many events have come that it pays (``CompiledRuleset/fastProgram()``).
final class FastProgram: @unchecked Sendable {
  let decoders: DecoderProgram
  let rules: RuleProgram
  let candidates: CandidateIndex
  let literals: LiteralGates

  init(_ ruleset: CompiledRuleset) {
    var gates = LiteralGatesDraft()
    var index = CandidateIndexDraft()
    decoders = DecoderProgram(
      programRoots: ruleset.programRoots, plainRoots: ruleset.plainRoots, fieldNames: ruleset.fieldNames,
      gates: &gates, index: &index)
    rules = RuleProgram(ruleset.loaded.rules, ruleset.plainRules, gates: &gates, index: &index)
    literals = LiteralGates(gates)
    candidates = index.finish()
  }

  deinit {
    decoders.deallocate()
    rules.deallocate()
    candidates.deallocate()
    literals.deallocate()
  }
}
