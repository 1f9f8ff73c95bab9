import Bytes
import System

/// An entry of journald.
package struct JournalEntry: Sendable {
  /// What finds it again.
  package var cursor: ByteString
  /// Microseconds since 1970.
  package var time: UInt64
  package var fields: [ByteString: ByteString]

  package init(cursor: ByteString, time: UInt64, fields: [ByteString: ByteString]) {
    self.cursor = cursor
    self.time = time
    self.fields = fields
  }

  /// The entry as the collector sends it; nil without a host or a message (docs/reference/live.md §B.12).
  var text: ByteString? {
    guard let host = fields["_HOSTNAME"], let message = fields["MESSAGE"] else { return nil }
    let time = LocalTime(Double(time / 1_000_000), isUTC: true).text("%b %d %H:%M:%S", limit: 32) ?? ""
    let process = (fields["SYSLOG_PID"] ?? fields["_PID"]).map { "[" + $0 + "]" } ?? ""
    let body = ByteString(message.bytes.prefix { $0 != 0 }.prefix(65_280))
    return time + " " + host + " " + (fields["SYSLOG_IDENTIFIER"] ?? "unknown") + process + ": " + body
  }

  /// Whether all filters of a block let it pass.
  func passes(_ filters: [JournalFilter], _ outlet: Outlet) -> Bool {
    filters.allSatisfy { filter in
      guard let value = fields[filter.field] else { return filter.ignoresMissing }
      return value.withView { filter.pattern.matches($0, scratch: outlet.scratch) }
    }
  }
}

/// Where entries of the journal come from.
package protocol JournalSource {
  /// The oldest entry at or behind a time in microseconds; nil where there is none.
  mutating func first(from time: UInt64) -> JournalEntry?
  /// The newest entry.
  mutating func newest() -> JournalEntry?
  /// Entries behind one, or all, no more than `limit`.
  mutating func entries(behind cursor: ByteString?, limit: Int) -> [JournalEntry]
}
