import Analysis
import Bytes
import Diagnostics
import Rulesets

/// What a change of the ruleset does to a corpus: what all reports are made of.
package struct DiffResult: Sendable {
  /// A side, in brief.
  package struct Side: Sendable {
    /// What it was called on the command line.
    package var name: String
    package var rules: Int
    package var decoders: Int
  }

  /// A group, with what is known about it.
  package struct Entry: Sendable {
    package var key: GroupKey
    package var group: DiffGroup
    package var cause: DiffCause
  }

  package var old: Side
  package var new: Side
  package var tally: DiffTally
  /// The groups: lost ones first, of each kind the largest first.
  package var entries: [Entry] = []
  /// What was edited.
  package var edits: [RulesetEdit] = []
  /// What loading says now and did not, and the other way round.
  package var loadGained: [String] = []
  package var loadLost: [String] = []
  /// Descriptions by rule, the new ones first.
  package var descriptions: [Int: String] = [:]
  /// Groups by rule.
  package var ruleGroups: [Int: [String]] = [:]
  /// Whether the old side is what the manager wrote down.
  package var isAgainstRecorded = false
  /// Whether it was stopped before the end of the corpus.
  package var isPartial = false
  /// Seconds that it took.
  package var seconds = 0.0
  /// What the budget says, where there is one.
  package var budget: [BudgetFinding] = []
  /// What was read from standard error's point of view: remarks of the corpus.
  package var remarks: [String] = []

  /// Whether anything came out differently.
  package var hasChanged: Bool { !entries.isEmpty || !loadGained.isEmpty || !loadLost.isEmpty }

  /// The kinds that occur, with their numbers of events.
  package var counts: [(kind: DiffKind, count: Int)] {
    DiffKind.allCases.compactMap { kind in
      let count =
        kind == .load
        ? loadGained.count + loadLost.count
        : entries.filter { $0.key.kind == kind }.reduce(0) { $0 + $1.group.count }
      return count > 0 ? (kind, count) : nil
    }
  }

  /// `31103 SQL injection attempt.`
  func words(_ mark: RuleMark) -> String {
    guard mark.id >= 0 else { return mark.verdict == .noDecoder ? "no decoder" : "no rule" }
    let text = descriptions[mark.id] ?? ""
    return text.isEmpty ? "\(mark.id)" : "\(mark.id) \(text)"
  }
}
