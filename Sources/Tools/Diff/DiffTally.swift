import Bytes
import Corpora

/// Everything that is counted while two rulesets run over a corpus.
///
/// Tallies of parts of a corpus add up to the tally of the whole, in any order and in any grouping: it is a commutative
/// monoid, which is why shards can be counted anywhere.
package struct DiffTally: Sendable, Equatable {
  /// How often a rule made an alert, on both sides.
  package struct RuleCount: Sendable, Equatable {
    package var old = 0
    package var new = 0
    /// Alerts that were this rule's and are lost.
    package var lost = 0
    /// Alerts that are this rule's and are gained.
    package var gained = 0
  }

  /// What the corpus turned out to hold.
  package var corpus = CorpusCounts()
  /// Events that come out differently.
  package var changed = 0
  /// Alerts on both sides.
  package var oldAlerts = 0
  package var newAlerts = 0
  /// By the rule's number.
  package var rules: [Int: RuleCount] = [:]
  /// The groups.
  package var groups: [GroupKey: DiffGroup] = [:]
  /// The agents that were met, as numbers made of their names.
  package var agents: Set<UInt64> = []
  /// Changed events per agent and kind.
  package var changedByAgent: [String: [DiffKind: Int]] = [:]
  /// Changed events per decoder of the old ruleset and kind.
  package var changedByDecoder: [String: [DiffKind: Int]] = [:]
  /// Events about which nothing can be said, because a pattern reached a limit that is Assay's.
  package var unanswered = 0
  /// How often the clock of an agent went back by more than ``/Corpora/CorpusCounts/jump`` seconds.
  package var clockJumps = 0
  /// What its events may have left for events of other agents.
  package var shared = SharedState()
  /// The rules whose memory several parts have touched: their numbers may be others in one session.
  package var uncertain: Set<Int> = []
  /// How the old ruleset agrees with what the manager wrote down: by cause, ``agreement`` where it does.
  package var calibration: [String: Int] = [:]
  /// The key of ``calibration`` for events that came out as the manager wrote it down.
  package static let agreement = "agree"
  /// How many witnesses of a group are kept.
  package var witnessLimit = 3

  package init() {}

  /// Takes in that of another part of the corpus.
  package mutating func add(_ other: DiffTally) {
    corpus.add(other.corpus)
    changed += other.changed
    oldAlerts += other.oldAlerts
    newAlerts += other.newAlerts
    unanswered += other.unanswered
    witnessLimit = max(witnessLimit, other.witnessLimit)
    agents.formUnion(other.agents)
    clockJumps += other.clockJumps
    uncertain.formUnion(other.uncertain)
    uncertain.formUnion(shared.rulesInCommon(with: other.shared))
    shared.add(other.shared)
    calibration.merge(other.calibration, uniquingKeysWith: +)
    for (rule, count) in other.rules {
      rules[rule, default: RuleCount()].old += count.old
      rules[rule, default: RuleCount()].new += count.new
      rules[rule, default: RuleCount()].lost += count.lost
      rules[rule, default: RuleCount()].gained += count.gained
    }
    for (key, group) in other.groups { groups[key, default: DiffGroup()].add(group, keeping: witnessLimit) }
    Self.add(other.changedByAgent, to: &changedByAgent)
    Self.add(other.changedByDecoder, to: &changedByDecoder)
  }

  private static func add(_ other: [String: [DiffKind: Int]], to own: inout [String: [DiffKind: Int]]) {
    for (name, counts) in other { own[name, default: [:]].merge(counts, uniquingKeysWith: +) }
  }
}
