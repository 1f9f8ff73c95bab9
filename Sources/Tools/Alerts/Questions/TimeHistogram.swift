import Bytes

/// Rows over time: how many fall into each interval, in all or for each of the most frequent values of a field.
package struct TimeHistogram: Sendable, Equatable {
  /// A line or a part of the bars.
  package struct Series: Sendable, Equatable {
    /// The value; empty where there is no field.
    package var value: ByteString
    /// Per interval.
    package var counts: [Int]
  }

  /// Where the first interval begins, in milliseconds since 1970.
  package var start: Int64
  /// How long one is, in milliseconds.
  package var interval: Int64
  /// How many there are.
  package var intervals: Int
  /// The most frequent value first.
  package var series: [Series]

  /// What an interval may be as long as: those that people read at a glance.
  package static let steps: [Int64] =
    [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800, 43_200, 86_400, 604_800, 2_592_000, 31_536_000].map { $0 * 1000 }
  /// There are never more intervals than this.
  package static let most = 2000

  /// The shortest interval that cuts a period into no more parts than are wanted.
  package static func interval(for period: Range<Int64>, parts: Int) -> Int64 {
    let length = period.upperBound - period.lowerBound
    return steps.first { length <= $0 * Int64(parts) } ?? max(1000, length / Int64(parts) + 1)
  }
}

extension AlertIndex {
  /// From the earliest to behind the latest row; nil without any.
  package func period(of rows: RowSet) -> Range<Int64>? {
    if isInOrder, rows.isAll, let first = times.first, let last = times.last { return first..<last + 1 }
    var (first, last) = (Int64.max, Int64.min)
    rows.forEach { row in
      first = min(first, times[row])
      last = max(last, times[row])
    }
    return first <= last ? first..<last + 1 : nil
  }

  /// Counts rows over time.
  /// - Parameters:
  ///   - rows: the rows to count.
  ///   - field: whose values are told apart; nil counts all together.
  ///   - size: how many values are told apart, the most frequent ones.
  ///   - period: of which time; rows outside are not counted.
  ///   - interval: how long an interval is, in milliseconds; nil for one that suits the period.
  ///   - zone: how far local time is ahead of UTC, in milliseconds: days begin at its midnight.
  package func histogram(
    of rows: RowSet, by field: String? = nil, size: Int = 10, in period: Range<Int64>, interval: Int64? = nil,
    zone: Int64 = 0
  ) -> TimeHistogram {
    var interval = max(interval ?? TimeHistogram.interval(for: period, parts: 60), 1)
    let length = period.upperBound - period.lowerBound
    if length / interval >= Int64(TimeHistogram.most) { interval = length / Int64(TimeHistogram.most) + 1 }
    let start = (period.lowerBound + zone).floored(to: interval) - zone
    let parts = max(1, Int((period.upperBound - 1 - start) / interval) + 1)
    var result = TimeHistogram(start: start, interval: interval, intervals: parts, series: [])
    guard let field else {
      var counts = [Int](repeating: 0, count: parts)
      let times = times
      rows.forEach { row in
        if period.contains(times[row]) { counts[Int((times[row] - start) / interval)] += 1 }
      }
      result.series = [TimeHistogram.Series(value: "", counts: counts)]
      return result
    }
    guard let column = column(field) else { return result }
    let top = top(column, counts(column, in: rows).counts, size)
    let matrix = matrix(column, top, rows, period, (start, interval, parts))
    result.series = top.indices.map { place in
      TimeHistogram.Series(
        value: ByteString(column.values[top[place]]), counts: Array(matrix[place * parts..<(place + 1) * parts]))
    }
    return result
  }

  /// Per value and interval: how many rows.
  private func matrix(
    _ column: AlertColumn, _ top: [Int], _ rows: RowSet, _ period: Range<Int64>,
    _ grid: (start: Int64, interval: Int64, parts: Int)
  ) -> [Int] {
    var places = [Int](repeating: -1, count: column.values.count)
    for (place, number) in top.enumerated() { places[number] = place }
    // Most entries are one value, and most of those are not wanted: told at once. −1 is none, −2 several.
    let wanted = (0..<column.entryCount).map { entry in
      column.members(of: entry).compactMap { places[Int($0)] < 0 ? nil : places[Int($0)] }
    }
    let single = wanted.map { $0.count > 1 ? -2 : $0.first ?? -1 }
    let times = times
    var matrix = [Int](repeating: 0, count: top.count * grid.parts)
    column.forEach { row, entry in
      let place = single[entry]
      guard place != -1, rows.contains(row), period.contains(times[row]) else { return }
      let part = Int((times[row] - grid.start) / grid.interval)
      if place >= 0 {
        matrix[place * grid.parts + part] += 1
      } else {
        for place in wanted[entry] { matrix[place * grid.parts + part] += 1 }
      }
    }
    return matrix
  }
}

extension Int64 {
  /// The largest multiple of a step that is not above it.
  func floored(to step: Int64) -> Int64 {
    let rest = self % step
    return self - (rest < 0 ? rest + step : rest)
  }
}
