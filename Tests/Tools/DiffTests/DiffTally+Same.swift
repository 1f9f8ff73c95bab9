import Diff

extension DiffTally {
  /// Whether two say the same: in all but the names of places, which are lines of the file of a part, and how fast a memory
  /// was filled at most, which parts bound from above.
  func isSame(as other: DiffTally) -> Bool { bare == other.bare }

  private var bare: DiffTally {
    var tally = self
    for key in tally.groups.keys {
      for index in tally.groups[key]?.witnesses.indices ?? 0..<0 { tally.groups[key]?.witnesses[index].place = "" }
    }
    (tally.shared.oldHistory.peak, tally.shared.newHistory.peak) = (0, 0)
    return tally
  }
}
