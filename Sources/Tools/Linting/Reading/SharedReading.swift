import Fields
import Rulesets
import Synchronization

/// What several checks ask of a ruleset, found out once, by whoever asks first.
final class SharedReading: Sendable {
  private let texts = Once<[RuleText]>()
  private let decoders = Once<[DecoderText]>()
  fileprivate let fields = Once<FieldUniverse>()
  fileprivate let paths = Once<RulePaths>()
  fileprivate let ruleOfID = Once<[Int: Int]>()
  fileprivate let demands = Once<DemandTable>()
  fileprivate let shadows = Once<[SiblingOrder.Shadow]>()
  fileprivate let lostRoots = Once<[DecoderOrder.Loss]>()
  fileprivate let lostChildren = Once<[DecoderOrder.Loss]>()
  fileprivate let ownRoots = Once<[DecoderForest.Node]>()
  fileprivate let usedIDs = Once<Set<Int>>()

  /// The texts of all rules.
  func ruleTexts(_ read: () -> [RuleText]) -> [RuleText] { texts.value(read) }

  /// The texts of all decoders.
  func decoderTexts(_ read: () -> [DecoderText]) -> [DecoderText] { decoders.value(read) }
}

/// A value that is made when it is first asked for.
private struct Once<Value: Sendable>: ~Copyable, Sendable {
  private let made = Mutex<Value?>(nil)

  func value(_ make: () -> Value) -> Value {
    if let value = made.withLock({ $0 }) { return value }
    // Made without the lock, because making one may ask for another; the same comes out whoever makes it.
    let value = make()
    made.withLock { $0 = $0 ?? value }
    return value
  }
}

extension LintedRuleset {
  /// Which fields events can have.
  var fields: FieldUniverse { shared.fields.value { FieldUniverse(loaded, paths, memory.decoderFields(of: self)) } }
  /// Where the rules stand.
  var paths: RulePaths { shared.paths.value { RulePaths(loaded.rules) } }
  /// Per number the first rule in force that has it.
  var ruleOfID: [Int: Int] {
    shared.ruleOfID.value {
      let rules = loaded.rules.rules
      return Dictionary(rules.indices.map { (rules[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }
  /// What each rule in force wants.
  var demands: DemandTable { shared.demands.value { DemandTable(loaded.rules.rules, memory) } }
  /// Rules that an earlier sibling shadows, as far as one of the two is in the ruleset's own files.
  var shadowedRules: [SiblingOrder.Shadow] { shared.shadows.value { SiblingOrder(self).shadowed() } }
  /// Alternatives of own rules' patterns whose events an earlier sibling takes.
  var shadowedAlternatives: [SiblingOrder.ShadowedAlternative] {
    SiblingOrder(self).shadowedAlternatives(leavingOut: Set(shadowedRules.map(\.rule)))
  }
  /// Roots behind one that takes all of their logs, as far as one of the two is in the ruleset's own files.
  var lostRoots: [DecoderOrder.Loss] { shared.lostRoots.value { DecoderOrder(self).lostRoots() } }
  /// Children behind one that takes all of their logs, as far as one of the two is in the ruleset's own files.
  var lostChildren: [DecoderOrder.Loss] { shared.lostChildren.value { DecoderOrder(self).lostChildren() } }
  /// Numbers of rules that stand in the files.
  var usedIDs: Set<Int> { shared.usedIDs.value { Set(files.lazy.filter { $0.kind == .rules }.flatMap(memory.ids)) } }

  /// The roots, in order of trial, that stand in the ruleset's own files, or one of whose children does. What is said about
  /// one decoder and its family can only be about these.
  var ownRoots: [DecoderForest.Node] {
    shared.ownRoots.value {
      let forest = loaded.decoders
      let isBase = areBase(forest.elements)
      return (forest.programRoots + forest.plainRoots).filter { root in
        !isBase[root.definition] || root.children.contains { !isBase[$0.definition] }
      }
    }
  }
}
