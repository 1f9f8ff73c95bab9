import Bytes

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

/// The counts at the head of a block of a time zone file.
private struct ZoneFileHeader {
  var version: Int
  var isUTCount = 0
  var isStdCount = 0
  var leapCount = 0
  var timeCount = 0
  var typeCount = 0
  var charCount = 0

  init?(_ reader: inout BigEndianReader) {
    guard reader.bytes(4) == Array("TZif".utf8), let version = reader.byte(), reader.bytes(15) != nil else {
      return nil
    }
    self.version = version >= UInt8(ascii: "2") ? 2 : 1
    var counts: [Int] = []
    for _ in 0..<6 {
      guard let count = reader.integer(4), count >= 0 else { return nil }
      counts.append(count)
    }
    (isUTCount, isStdCount, leapCount, timeCount, typeCount, charCount) =
      (counts[0], counts[1], counts[2], counts[3], counts[4], counts[5])
  }

  func bodySize(timeSize: Int) -> Int {
    timeCount * (timeSize + 1) + typeCount * 6 + charCount + leapCount * (timeSize + 4) + isStdCount + isUTCount
  }
}

private struct BigEndianReader {
  private let source: [UInt8]
  private var position = 0

  init(_ source: [UInt8]) { self.source = source }

  var rest: ArraySlice<UInt8> { source[min(position, source.count)...] }

  mutating func skip(_ count: Int) { position = min(position + count, source.count) }

  mutating func byte() -> UInt8? {
    guard position < source.count else { return nil }
    defer { position += 1 }
    return source[position]
  }

  mutating func bytes(_ count: Int) -> [UInt8]? {
    guard source.count - position >= count else { return nil }
    defer { position += count }
    return Array(source[position..<position + count])
  }

  /// A signed number of four or eight bytes.
  mutating func integer(_ width: Int) -> Int? {
    guard let bytes = bytes(width) else { return nil }
    let value = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return width == 4 ? Int(Int32(truncatingIfNeeded: value)) : Int(Int64(bitPattern: value))
  }
}

/// `CET-1CEST,M3.5.0,M10.5.0/3`: standard time, summer time, and when they change each year (POSIX, `TZ`).
private struct YearlyRule: Sendable, Equatable {
  private enum Day: Sendable, Equatable {
    /// Day of the year, from 0; `skipsLeapDay` counts 29 February out.
    case ofYear(Int, skipsLeapDay: Bool)
    /// Month, week (5 is the last) and weekday.
    case ofMonth(Int, week: Int, weekday: Int)
  }

  private struct Turn: Sendable, Equatable {
    var day: Day
    var second: Int
  }

  private var standard = 0
  private var summer: (offset: Int, start: Turn, end: Turn)?

  static func == (left: YearlyRule, right: YearlyRule) -> Bool {
    left.standard == right.standard && left.summer?.offset == right.summer?.offset
      && left.summer?.start == right.summer?.start && left.summer?.end == right.summer?.end
  }

  init?(_ text: ArraySlice<UInt8>) {
    var scanner = Scanner(text)
    guard scanner.name(), let standard = scanner.clock() else { return nil }
    self.standard = -standard
    guard !scanner.isAtEnd else { return }
    guard scanner.name() else { return nil }
    var offset = self.standard + 3600
    if !scanner.isNext(",") { offset = -(scanner.clock() ?? -offset) }
    guard let start = scanner.turn(), let end = scanner.turn() else { return nil }
    summer = (offset, start, end)
  }

  func secondsFromUTC(at moment: Int) -> Int {
    guard let summer else { return standard }
    let year = CivilTime(seconds: moment, secondsFromUTC: standard).year
    let start = Self.moment(of: summer.start, year: year) - standard
    let end = Self.moment(of: summer.end, year: year) - summer.offset
    let isSummer = start < end ? moment >= start && moment < end : moment >= start || moment < end
    return isSummer ? summer.offset : standard
  }

  private static func moment(of turn: Turn, year: Int) -> Int {
    let day: Int
    switch turn.day {
    case .ofYear(let number, let skipsLeapDay):
      let isLeap = CivilTime.days(year: year, month: 3, day: 1) - CivilTime.days(year: year, month: 2, day: 1) == 29
      day = CivilTime.days(year: year, month: 1, day: 1) + number + (skipsLeapDay && isLeap && number > 58 ? 1 : 0)
    case .ofMonth(let month, let week, let weekday):
      let first = CivilTime.days(year: year, month: month, day: 1)
      let next =
        month == 12
        ? CivilTime.days(year: year + 1, month: 1, day: 1) : CivilTime.days(year: year, month: month + 1, day: 1)
      let firstWeekday = (first % 7 + 11) % 7
      var found = first + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
      while found >= next { found -= 7 }
      day = found
    }
    return day * 86_400 + turn.second
  }

  private struct Scanner {
    private var text: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) { self.text = text }

    var isAtEnd: Bool { text.isEmpty }

    func isNext(_ character: Unicode.Scalar) -> Bool { text.first == UInt8(ascii: character) }

    /// Letters, or anything between angle brackets.
    mutating func name() -> Bool {
      if isNext("<") {
        guard let end = text.firstIndex(of: UInt8(ascii: ">")) else { return false }
        text = text[(end + 1)...]
        return true
      }
      let rest = text.drop { ASCII.isLower(ASCII.fold($0)) }
      defer { text = rest }
      return rest.count < text.count
    }

    mutating func number() -> Int? {
      let digits = text.prefix { ASCII.isDigit($0) }
      guard (1...4).contains(digits.count) else { return nil }
      text = text.dropFirst(digits.count)
      return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// `[+-]h[:m[:s]]`, in seconds.
    mutating func clock() -> Int? {
      var sign = 1
      if isNext("-") || isNext("+") {
        if isNext("-") { sign = -1 }
        text.removeFirst()
      }
      guard var seconds = number().map({ $0 * 3600 }) else { return nil }
      for unit in [60, 1] {
        guard isNext(":") else { break }
        text.removeFirst()
        guard let part = number() else { return nil }
        seconds += part * unit
      }
      return sign * seconds
    }

    /// `,M3.5.0/2`, `,J60` or `,59`.
    mutating func turn() -> Turn? {
      guard isNext(",") else { return nil }
      text.removeFirst()
      let day: Day
      if isNext("M") {
        text.removeFirst()
        guard let month = number(), isNext("."), (1...12).contains(month) else { return nil }
        text.removeFirst()
        guard let week = number(), isNext("."), (1...5).contains(week) else { return nil }
        text.removeFirst()
        guard let weekday = number(), weekday < 7 else { return nil }
        day = .ofMonth(month, week: week, weekday: weekday)
      } else {
        let skipsLeapDay = isNext("J")
        if skipsLeapDay { text.removeFirst() }
        guard let number = number() else { return nil }
        day = .ofYear(skipsLeapDay ? number - 1 : number, skipsLeapDay: skipsLeapDay)
      }
      guard isNext("/") else { return Turn(day: day, second: 7200) }
      text.removeFirst()
      return clock().map { Turn(day: day, second: $0) }
    }
  }
}
