import Bytes
import Rulesets

/// How far a change reaches, found out by comparing what was loaded before and after it.
///
/// What an event comes to depends on the definitions that it tries, in their order. So a case that never tries the changed
/// definition cannot notice, as long as the order stays, who is tried below whom stays, the history lists stay, and no
/// number that belongs to the whole ruleset changes (the engine keeps remembered events for as many seconds as the largest
/// `frequency` says). Where one of these changes, more cases count:
///
/// | what changes | cases that count |
/// |---|---|
/// | conditions, options, texts of a definition | those that try it |
/// | the order or the set of a rule's children | and those in which that rule matches |
/// | decoders' order, chains, names; history lists; places in the tree; the largest frequency | all |
enum Impact: Sendable, Equatable {
  /// It loads as the same ruleset.
  case nothing
  /// One decoder.
  case decoder(Int)
  /// One rule, and the children of some.
  case rule(Int, parents: [Int])
  /// Perhaps every event.
  case everything

  /// Compares two loadings that differ in the text of one definition.
  /// - Parameter definition: its index, the same in both unless all counts.
  init(isRule: Bool, definition: Int, from original: LoadedRuleset, to changed: LoadedRuleset) {
    self =
      isRule
      ? Self.ofRule(definition, original, changed) : Self.ofDecoder(definition, original, changed)
  }

  private static func ofDecoder(_ decoder: Int, _ original: LoadedRuleset, _ changed: LoadedRuleset) -> Impact {
    let (before, after) = (original.decoders, changed.decoders)
    guard before.definitions.count == after.definitions.count,
      zip(before.definitions, after.definitions).allSatisfy({ $0.name == $1.name }),
      isEqual(before.programRoots, after.programRoots), isEqual(before.plainRoots, after.plainRoots)
    else { return .everything }
    let isSame =
      Fingerprint.of(before.definitions[decoder]) == Fingerprint.of(after.definitions[decoder])
    return isSame ? .nothing : .decoder(decoder)
  }

  /// There are two levels only.
  private static func isEqual(_ left: [DecoderForest.Node], _ right: [DecoderForest.Node]) -> Bool {
    left.elementsEqual(right) { left, right in
      left.definition == right.definition && left.continues == right.continues
        && left.children.elementsEqual(right.children) {
          $0.definition == $1.definition && $0.continues == $1.continues
        }
    }
  }

  private static func ofRule(_ rule: Int, _ original: LoadedRuleset, _ changed: LoadedRuleset) -> Impact {
    let (before, after) = (original.rules, changed.rules)
    guard before.rules.count == after.rules.count, before.nodes.count == after.nodes.count,
      before.roots == after.roots, before.historyListCount == after.historyListCount,
      before.sidHistory == after.sidHistory, before.groupHistories == after.groupHistories,
      before.rules[rule].id == after.rules[rule].id
    else { return .everything }
    var parents: Set<Int> = []
    for (left, right) in zip(before.nodes, after.nodes) {
      guard left.rule == right.rule else { return .everything }
      if left.children != right.children { parents.insert(left.rule) }
    }
    let (old, new) = (before.rules[rule], after.rules[rule])
    if old.frequency != new.frequency || old.timeframe != new.timeframe || old.searchesHistory != new.searchesHistory {
      guard largest(before) == largest(after) else { return .everything }
    }
    if parents.isEmpty, Fingerprint.of(old) == Fingerprint.of(new) { return .nothing }
    return .rule(rule, parents: parents.sorted())
  }

  /// The numbers of the whole ruleset.
  private static func largest(_ rules: RuleForest) -> [Int] {
    [
      rules.rules.map(\.frequency).max() ?? 0,
      rules.rules.filter(\.searchesHistory).map(\.timeframe).max() ?? 0,
    ]
  }
}
