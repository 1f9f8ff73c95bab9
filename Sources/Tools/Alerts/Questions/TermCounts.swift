import Bytes

/// How often each value of a field occurs, the most frequent first.
package struct TermCounts: Sendable, Equatable {
  /// A value, and in how many rows it stands.
  package struct Term: Sendable, Equatable {
    package var value: ByteString
    package var count: Int

    package init(_ value: ByteString, _ count: Int) { (self.value, self.count) = (value, count) }
  }

  /// The most frequent values; of those that are equally frequent the one that comes first by its bytes.
  package var terms: [Term]
  /// How many values there are in all.
  package var distinct: Int
  /// Occurrences of values that are not among ``terms``.
  package var others: Int
  /// How many rows have a value.
  package var rows: Int
}

extension AlertIndex {
  /// Counts the values of a field.
  /// - Parameters:
  ///   - field: which.
  ///   - rows: the rows to look at.
  ///   - size: how many values are wanted.
  package func terms(of field: String, in rows: RowSet, size: Int) -> TermCounts {
    guard let column = column(field) else { return TermCounts(terms: [], distinct: 0, others: 0, rows: 0) }
    let (counts, rowCount) = counts(column, in: rows)
    let top = top(column, counts, size)
    let all = counts.reduce(0, +)
    let terms = top.map { TermCounts.Term(ByteString(column.values[$0]), counts[$0]) }
    return TermCounts(
      terms: terms, distinct: counts.count { $0 > 0 }, others: all - terms.reduce(0) { $0 + $1.count }, rows: rowCount)
  }

  /// Per value of a column: in how many of the rows it stands.
  func counts(_ column: AlertColumn, in rows: RowSet) -> (counts: [Int], rows: Int) {
    var entries = [Int](repeating: 0, count: column.entryCount)
    if rows.isAll {
      column.forEach { _, entry in entries[entry] += 1 }
    } else {
      column.forEach { row, entry in if rows.contains(row) { entries[entry] += 1 } }
    }
    var counts = [Int](repeating: 0, count: column.values.count)
    for entry in entries.indices where entries[entry] > 0 {
      for number in column.members(of: entry) { counts[Int(number)] += entries[entry] }
    }
    return (counts, entries.reduce(0, +))
  }

  /// The most frequent values, as their numbers.
  func top(_ column: AlertColumn, _ counts: [Int], _ size: Int) -> [Int] {
    var best: [Int] = []
    let comesBefore: (Int, Int) -> Bool = { one, other in
      if counts[one] != counts[other] { return counts[one] > counts[other] }
      return column.values[one].buffer.lexicographicallyPrecedes(column.values[other].buffer)
    }
    guard size > 0 else { return [] }
    // Few are wanted of many: a list that is kept in order beats sorting all.
    for number in counts.indices where counts[number] > 0 {
      if best.count == size, let last = best.last, !comesBefore(number, last) { continue }
      let place = best.firstIndex { comesBefore(number, $0) } ?? best.count
      best.insert(number, at: place)
      if best.count > size { best.removeLast() }
    }
    return best
  }
}
