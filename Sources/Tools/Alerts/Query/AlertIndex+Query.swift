import Bytes
import Calendar

extension AlertIndex {
  /// The rows that a query wants.
  /// - Parameters:
  ///   - query: which documents.
  ///   - period: of which time, in milliseconds since 1970; nil for all.
  package func rows(of query: AlertQuery, in period: Range<Int64>? = nil) throws(QueryFault) -> RowSet {
    var rows = try rows(of: query)
    if let period {
      rows.formIntersection(self.rows { $0 >= period.lowerBound && $0 < period.upperBound })
    }
    return rows
  }

  private func rows(_ isWanted: (Int64) -> Bool) -> RowSet {
    var rows = RowSet(size: count)
    let times = times
    for row in 0..<count where isWanted(times[row]) { rows.insert(row) }
    return rows
  }

  private func rows(of query: AlertQuery) throws(QueryFault) -> RowSet {
    switch query {
    case .all: return RowSet(size: count, all: true)
    case .not(let inner): return try rows(of: inner).inverted
    case .and(let parts):
      var result = RowSet(size: count, all: true)
      for part in parts { result.formIntersection(try rows(of: part)) }
      return result
    case .or(let parts):
      var result = RowSet(size: count)
      for part in parts { result.formUnion(try rows(of: part)) }
      return result
    case .anywhere(let text):
      var result = RowSet(size: count)
      for column in columns where !column.isTooVaried {
        insert(&result, column) { text.matches($0) }
      }
      return result
    case .field(let name, let test): return try rows(of: name, test)
    }
  }

  private func rows(of name: String, _ test: AlertQuery.Test) throws(QueryFault) -> RowSet {
    if name == Self.timeField { return timeRows(test) }
    var result = RowSet(size: count)
    guard !name.utf8.contains(UInt8(ascii: "*")) else {
      let pattern = Wildcard(
        parts: name.split(separator: "*", omittingEmptySubsequences: false).map { ByteString(String($0)) })
      for column in columns where !column.isTooVaried && ByteString(column.name).withView(pattern.matches) {
        insert(&result, column, test)
      }
      return result
    }
    if isTooVaried(name) {
      throw QueryFault(
        "\(name) is not kept: it is different in nearly every document", at: 0..<0,
        hint: "ask for another field, or look for a word in all of them")
    }
    if let column = column(name) { insert(&result, column, test) }
    return result
  }

  private func timeRows(_ test: AlertQuery.Test) -> RowSet {
    switch test {
    case .exists: return RowSet(size: count, all: true)
    case .compares(let comparison, let text):
      guard let moment = Instant(rfc3339: text.bytes)?.unixMilliseconds else { return RowSet(size: count) }
      let limit = Int64(moment)
      return rows { comparison.holds($0, limit) }
    case .equals(let text):
      guard let moment = Instant(rfc3339: text.bytes)?.unixMilliseconds else { return RowSet(size: count) }
      return rows { $0 == Int64(moment) }
    case .like: return RowSet(size: count)
    }
  }

  private func insert(_ rows: inout RowSet, _ column: AlertColumn, _ test: AlertQuery.Test) {
    switch test {
    case .exists: column.forEach { row, _ in rows.insert(row) }
    case .equals(let text):
      guard let number = text.withView({ column.values.number(of: $0) }) else { return }
      insert(&rows, column) { $0 == number }
    case .like(let pattern): insert(&rows, column) { (value: ByteView) in pattern.matches(value) }
    case .compares(let comparison, let text):
      let limit = text.withView { ValueNumber.read($0) }
      text.withView { text in
        insert(&rows, column) { (value: ByteView) in
          if let limit, let number = ValueNumber.read(value) { return comparison.holds(number, limit) }
          // A number and a text that is none have no order.
          guard limit == nil else { return false }
          let order = value.buffer.lexicographicallyPrecedes(text.buffer) ? -1 : value == text ? 0 : 1
          return comparison.holds(order, 0)
        }
      }
    }
  }

  /// Each different value is looked at once, whatever number of rows has it.
  private func insert(_ rows: inout RowSet, _ column: AlertColumn, _ isWanted: (ByteView) -> Bool) {
    let wanted = (0..<column.values.count).map { isWanted(column.values[$0]) }
    guard wanted.contains(true) else { return }
    insert(&rows, column) { (number: Int) in wanted[number] }
  }

  private func insert(_ rows: inout RowSet, _ column: AlertColumn, _ isWanted: (Int) -> Bool) {
    let entries = (0..<column.entryCount).map { column.members(of: $0).contains { isWanted(Int($0)) } }
    column.forEach { row, entry in if entries[entry] { rows.insert(row) } }
  }
}

extension AlertQuery.Comparison {
  /// Whether one stands to the other like this.
  func holds<Value: Comparable>(_ one: Value, _ other: Value) -> Bool {
    switch self {
    case .less: one < other
    case .lessOrEqual: one <= other
    case .greater: one > other
    case .greaterOrEqual: one >= other
    }
  }
}
