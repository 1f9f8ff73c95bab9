import Bytes

/// What a panel shows.
package enum PanelAnswer: Sendable, Equatable {
  case number(Int)
  case terms(TermCounts)
  case histogram(TimeHistogram)
}

extension AlertIndex {
  /// Answers a panel.
  /// - Parameters:
  ///   - panel: which.
  ///   - rows: the rows of its page.
  ///   - period: the time that histograms span.
  ///   - zone: how far local time is ahead of UTC, in milliseconds.
  package func answer(
    _ panel: Panel, in rows: RowSet, period: Range<Int64>, zone: Int64 = 0
  ) throws(QueryFault) -> PanelAnswer {
    var rows = rows
    if !panel.filter.isEmpty {
      rows.formIntersection(try self.rows(of: AlertQuery(parsing: ByteString(panel.filter))))
    }
    switch (panel.shape, panel.field) {
    case (.metric, _), (.pie, nil): return .number(rows.count)
    case (.pie, let field?): return .terms(terms(of: field, in: rows, size: panel.size))
    case (.histogram, let field), (.area, let field):
      return .histogram(histogram(of: rows, by: field, size: panel.size, in: period, zone: zone))
    }
  }
}
