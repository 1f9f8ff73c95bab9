import Fields
import Rulesets
import Synchronization

/// What several checks ask of a ruleset, found out once, by whoever asks first.
final class SharedReading: Sendable {
  fileprivate let fields = Once<FieldUniverse>()
  fileprivate let demands = Once<[RuleDemands]>()
  fileprivate let shadows = Once<[SiblingOrder.Shadow]>()
  fileprivate let lostRoots = Once<[DecoderOrder.Loss]>()
  fileprivate let lostChildren = Once<[DecoderOrder.Loss]>()
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
  var fields: FieldUniverse { shared.fields.value { FieldUniverse(loaded) } }
  /// What each rule in force wants.
  var demands: [RuleDemands] { shared.demands.value { loaded.rules.rules.map(RuleDemands.init) } }
  /// Rules that an earlier sibling shadows.
  var shadowedRules: [SiblingOrder.Shadow] { shared.shadows.value { SiblingOrder(self).shadowed() } }
  /// Roots behind one that takes all of their logs.
  var lostRoots: [DecoderOrder.Loss] { shared.lostRoots.value { DecoderOrder(self).lostRoots() } }
  /// Children behind one that takes all of their logs.
  var lostChildren: [DecoderOrder.Loss] { shared.lostChildren.value { DecoderOrder(self).lostChildren() } }
}
