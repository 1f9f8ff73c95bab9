import Bytes

/// One event of an event log.
public struct EVTXRecord: Equatable, Sendable {
  /// The record's number in its log.
  public var number: UInt64
  /// When it was written: steps of 100 nanoseconds since 1601-01-01 in UTC.
  package var fileTime: UInt64
  /// Offset of the record in its file.
  public var offset: Int
  /// The event as Windows renders it: `<Event xmlns='…'>…</Event>`, attributes in single quotes, one line unless a value
  /// holds line breaks.
  public var xml: ByteString
}
