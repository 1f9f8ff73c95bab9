import Bytes

/// A page of a table: some rows in their order, with the values of some fields.
package struct AlertPage: Sendable, Equatable {
  /// A row of the table.
  package struct Line: Sendable, Equatable {
    /// The row of the index, by which its document is asked for.
    package var row: Int
    /// Milliseconds since 1970.
    package var time: Int64
    /// Per field: its values.
    package var values: [[ByteString]]
  }

  /// How many rows there are on all pages.
  package var total: Int
  package var lines: [Line]
}

/// What rows of a table are ordered by.
package struct AlertOrder: Sendable, Equatable {
  package var field: String
  package var isDescending: Bool

  /// The latest first.
  package static let latest = AlertOrder(field: AlertIndex.timeField, isDescending: true)

  package init(field: String, isDescending: Bool) { (self.field, self.isDescending) = (field, isDescending) }
}

extension AlertIndex {
  /// A page of a table. Rows without a value of the field that they are ordered by come last; those with the same one are
  /// ordered by time, the latest first.
  /// - Parameters:
  ///   - rows: the rows of the table.
  ///   - fields: the columns.
  ///   - sorting: what they are ordered by.
  ///   - part: which of the rows in that order are wanted.
  package func page(of rows: RowSet, fields: [String], by sorting: AlertOrder, part: Range<Int>) -> AlertPage {
    let total = rows.count
    let wanted = part.clamped(to: 0..<total)
    let columns = fields.map { column($0) }
    let lines = sorted(rows, sorting, wanted).map { row in
      AlertPage.Line(
        row: row, time: times[row],
        values: columns.map { column in
          column.map { column in column.numbers(row: row).map { ByteString(column.values[Int($0)]) } } ?? []
        })
    }
    return AlertPage(total: total, lines: lines)
  }

  private func sorted(_ rows: RowSet, _ sorting: AlertOrder, _ part: Range<Int>) -> [Int] {
    guard !part.isEmpty else { return [] }
    guard sorting.field != Self.timeField, let column = column(sorting.field) else {
      let isDescending = sorting.field == Self.timeField ? sorting.isDescending : true
      return Self.pick(order(), isDescending, rows, part)
    }
    return pick(column, rows, sorting.isDescending, part)
  }

  private static func pick(_ order: [UInt32], _ isBackwards: Bool, _ rows: RowSet, _ part: Range<Int>) -> [Int] {
    var result: [Int] = []
    var passed = 0
    for place in order.indices {
      let row = order[isBackwards ? order.count - 1 - place : place]
      guard rows.contains(Int(row)) else { continue }
      if passed >= part.lowerBound { result.append(Int(row)) }
      passed += 1
      if passed == part.upperBound { break }
    }
    return result
  }

  /// Values are put in order once, and rows dealt out to them: nothing is compared per row.
  private func pick(_ column: AlertColumn, _ rows: RowSet, _ isDescending: Bool, _ part: Range<Int>) -> [Int] {
    let ranks = ranks(column, isDescending)
    let last = column.values.count
    let rankOfEntry = (0..<column.entryCount).map { entry in
      column.members(of: entry).map { ranks[Int($0)] }.min() ?? UInt32(last)
    }
    var rankOfRow = [UInt32](repeating: UInt32(last), count: count)
    column.forEach { row, entry in rankOfRow[row] = rankOfEntry[entry] }
    var counts = [Int](repeating: 0, count: last + 1)
    rows.forEach { counts[Int(rankOfRow[$0])] += 1 }
    // The first and the last rank that the page shows, and how many rows come before the first.
    var (start, first) = (0, 0)
    while first < last, start + counts[first] <= part.lowerBound {
      start += counts[first]
      first += 1
    }
    var (end, behind) = (start, first)
    while behind <= last, end < part.upperBound {
      end += counts[behind]
      behind += 1
    }
    var groups = [[Int]](repeating: [], count: behind - first)
    for row in order().reversed() {
      let (row, rank) = (Int(row), Int(rankOfRow[Int(row)]))
      if rank >= first, rank < behind, rows.contains(row) { groups[rank - first].append(row) }
    }
    return Array(groups.joined().dropFirst(part.lowerBound - start).prefix(part.count))
  }

  /// Per value: its place among all, numbers by what they are worth.
  private func ranks(_ column: AlertColumn, _ isDescending: Bool) -> [UInt32] {
    let numbers = (0..<column.values.count).map { ValueNumber.read(column.values[$0]) }
    let sorted = numbers.indices.sorted { one, other in
      switch (numbers[one], numbers[other]) {
      case (let left?, let right?): left < right
      case (.some, nil): true
      case (nil, .some): false
      case (nil, nil): column.values[one].buffer.lexicographicallyPrecedes(column.values[other].buffer)
      }
    }
    var ranks = [UInt32](repeating: 0, count: numbers.count)
    for (rank, number) in (isDescending ? sorted.reversed() : sorted).enumerated() { ranks[number] = UInt32(rank) }
    return ranks
  }
}
