/// Events that come out differently in the same way.
package struct DiffGroup: Sendable, Equatable {
  /// How many there are.
  package var count = 0
  /// The smallest of them.
  package var witnesses: [Witness] = []

  /// Takes in those of another part of the corpus.
  mutating func add(_ other: DiffGroup, keeping limit: Int) {
    count += other.count
    witnesses = Witness.merge(witnesses, other.witnesses, keeping: limit)
  }
}
