import Analysis
import Bytes
import Rulesets

/// Finds out which edit makes the events of a group come out differently, and proves it: each edit is made alone, and the
/// group's witness run once more. Where no single one does it, the smallest set that does is looked for.
struct CauseFinder {
  /// So many rulesets are made for groups that several edits make together.
  private static let mostSets = 80
  /// So many edits are tried one by one; a change of more than these is none that somebody reviews.
  private static let mostEdits = 400

  private struct Trial {
    var group: Int
    var events: [Witness.Given]
    var wanted: WitnessReplay.Answer
  }

  private let pair: RulesetPair
  private let bench: EditBench
  private let old: CompiledRuleset
  private let new: CompiledRuleset

  init(_ pair: RulesetPair, _ bench: EditBench, old: CompiledRuleset, new: CompiledRuleset) {
    self.pair = pair
    self.bench = bench
    self.old = old
    self.new = new
  }

  /// The causes of groups, in their order; and the witnesses with no more events before them than are needed.
  func find(_ groups: [(key: GroupKey, group: DiffGroup)], shouldStop: () -> Bool) -> [DiffCause] {
    var causes = groups.map { _ in DiffCause() }
    var trials: [Trial] = []
    for (index, entry) in groups.enumerated() {
      if let trial = trial(index, entry.key, entry.group) { trials.append(trial) }
    }
    if pair.edits.count == 1 {
      for trial in trials { (causes[trial.group].edits, causes[trial.group].isProven) = ([0], true) }
      // With one edit there is nothing else that it could be.
      for index in causes.indices { causes[index].edits = [0] }
    } else {
      tryAlone(trials, &causes, shouldStop)
      tryTogether(trials.filter { causes[$0.group].edits.isEmpty }, &causes, shouldStop)
    }
    for index in causes.indices { causes[index].reason = reason(groups[index].key, causes[index]) }
    return causes
  }

  private func trial(_ index: Int, _ key: GroupKey, _ group: DiffGroup) -> Trial? {
    for witness in group.witnesses {
      for events in [[witness.given], witness.context + [witness.given]] {
        let replay = WitnessReplay(events: events)
        guard let before = replay.answer(on: old)?.answer, let after = replay.answer(on: new)?.answer, before != after,
          before.agrees(with: key.old), after.agrees(with: key.new)
        else { continue }
        return Trial(group: index, events: events, wanted: after)
      }
    }
    return nil
  }

  private func tryAlone(_ trials: [Trial], _ causes: inout [DiffCause], _ shouldStop: () -> Bool) {
    guard !trials.isEmpty else { return }
    for (number, edit) in pair.edits.enumerated().prefix(Self.mostEdits) where bench.isSeparable(edit) {
      if shouldStop() { return }
      guard let ruleset = bench.ruleset(with: [number]) else { continue }
      for trial in trials where causes[trial.group].edits.isEmpty {
        guard WitnessReplay(events: trial.events).answer(on: ruleset)?.answer == trial.wanted else { continue }
        (causes[trial.group].edits, causes[trial.group].isProven) = ([number], true)
      }
    }
  }

  private func tryTogether(_ trials: [Trial], _ causes: inout [DiffCause], _ shouldStop: () -> Bool) {
    var sets = 0
    for trial in trials {
      func holds(_ chosen: [Int]) -> Bool {
        sets += 1
        guard let ruleset = bench.ruleset(with: Set(chosen)) else { return false }
        return WitnessReplay(events: trial.events).answer(on: ruleset)?.answer == trial.wanted
      }
      var chosen = Array(pair.edits.indices)
      guard sets < Self.mostSets, !shouldStop(), holds(chosen) else { continue }
      // The smallest set: halves first, then one after the other.
      var size = chosen.count / 2
      while size >= 1 {
        var start = 0
        while start < chosen.count, sets < Self.mostSets, !shouldStop() {
          let rest = Array(chosen[..<start] + chosen[min(start + size, chosen.count)...])
          if !rest.isEmpty, holds(rest) { chosen = rest } else { start += size }
        }
        size /= 2
      }
      (causes[trial.group].edits, causes[trial.group].isProven) = (chosen, sets < Self.mostSets)
    }
  }

  // MARK: Reasons

  private func reason(_ key: GroupKey, _ cause: DiffCause) -> String? {
    guard cause.edits.count == 1, let edit = cause.edits.first.map({ pair.edits[$0] }) else { return nil }
    let before = definition(key.old.id, old)
    if key.kind == .lost, before?.searchesHistory == true, !edit.rules.contains(key.old.id), key.new.id != key.old.id {
      return "fires no more: nothing counts towards it"
    }
    guard key.old.id != key.new.id, edit.rules.contains(key.new.id), !edit.rules.contains(key.old.id),
      isSibling(key.new.id, of: key.old.id)
    else { return nil }
    if key.new.level == 0, definition(key.new.id, old).map({ $0.level > 0 }) ?? false {
      return "because \(key.new.id) at level 0 is tried before its siblings"
    }
    return "because \(key.new.id) is tried before its siblings now"
  }

  private func definition(_ id: Int, _ ruleset: CompiledRuleset) -> RuleDefinition? {
    ruleset.loaded.rules.rules.first { $0.id == id }
  }

  /// Whether a rule stands beside another one, or beside one that is above it.
  private func isSibling(_ id: Int, of other: Int) -> Bool {
    let forest = new.loaded.rules
    let paths = RulePaths(forest)
    for start in forest.nodes.indices where forest.rules[forest.nodes[start].rule].id == other {
      var node = start
      for parent in paths.above(start) {
        let siblings = forest.nodes[parent].children
        if siblings.contains(where: { $0 != node && forest.rules[forest.nodes[$0].rule].id == id }) { return true }
        node = parent
      }
    }
    return false
  }
}
