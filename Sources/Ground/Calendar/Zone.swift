/// How far local time is ahead of UTC, now and at every other moment: for `<time>`, `<weekday>` and timestamps.
public struct Zone: Sendable, Equatable {
  private struct Change: Sendable, Equatable {
    var moment: Int
    var secondsFromUTC: Int
  }

  private let first: Int
  private let changes: [Change]
  /// What holds behind the last change.
  private let rule: YearlyRule?

  /// No difference.
  public static let utc = Zone(secondsFromUTC: 0)

  /// A fixed difference.
  public init(secondsFromUTC: Int) {
    first = secondsFromUTC
    changes = []
    rule = nil
  }

  /// The difference at a moment, in seconds since 1970.
  public func secondsFromUTC(at moment: Int) -> Int {
    guard let last = changes.last else { return rule?.secondsFromUTC(at: moment) ?? first }
    if moment >= last.moment { return rule?.secondsFromUTC(at: moment) ?? last.secondsFromUTC }
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].moment <= moment { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? first : changes[low - 1].secondsFromUTC
  }

  /// Reads a file of the time zone database (RFC 8536); nil for anything else.
  public init?(timeZoneFile bytes: [UInt8]) {
    var reader = BigEndianReader(bytes)
    guard var header = ZoneFileHeader(&reader) else { return nil }
    var width = 4
    if header.version >= 2 {
      reader.skip(header.bodySize(timeSize: 4))
      guard let second = ZoneFileHeader(&reader) else { return nil }
      (header, width) = (second, 8)
    }
    var moments: [Int] = []
    for _ in 0..<header.timeCount {
      guard let moment = reader.integer(width) else { return nil }
      moments.append(moment)
    }
    var kinds: [Int] = []
    for _ in 0..<header.timeCount {
      guard let kind = reader.byte(), Int(kind) < header.typeCount else { return nil }
      kinds.append(Int(kind))
    }
    var offsets: [Int] = []
    for _ in 0..<header.typeCount {
      guard let offset = reader.integer(4), reader.byte() != nil, reader.byte() != nil else { return nil }
      offsets.append(offset)
    }
    guard let standard = offsets.first else { return nil }
    reader.skip(header.charCount + header.leapCount * (width + 4) + header.isStdCount + header.isUTCount)
    first = standard
    changes = zip(moments, kinds).map { Change(moment: $0, secondsFromUTC: offsets[$1]) }
    rule = width == 8 ? YearlyRule(reader.rest.split(separator: 10).first ?? []) : nil
  }
}
