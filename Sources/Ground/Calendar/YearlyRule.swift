import Bytes

/// `CET-1CEST,M3.5.0,M10.5.0/3`: standard time, summer time, and when they change each year (POSIX, `TZ`).
struct YearlyRule: Sendable, Equatable {
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
    let year = CivilTime(seconds: moment, secondsFromUTC: standard).date.year
    let start = Self.moment(of: summer.start, year: year) - standard
    let end = Self.moment(of: summer.end, year: year) - summer.offset
    let isSummer = start < end ? moment >= start && moment < end : moment >= start || moment < end
    return isSummer ? summer.offset : standard
  }

  private static func moment(of turn: Turn, year: Int) -> Int {
    let day: Int
    switch turn.day {
    case .ofYear(let number, let skipsLeapDay):
      let isLater = skipsLeapDay && CivilDate.isLeap(year) && number > 58
      day = CivilDate(year: year, month: 1, day: 1).dayNumber + number + (isLater ? 1 : 0)
    case .ofMonth(let month, let week, let weekday):
      let first = CivilDate(year: year, month: month, day: 1).dayNumber
      let next = first + CivilDate.length(of: month, in: year)
      var found = first + (weekday - CivilDate.weekday(ofDayNumber: first) + 7) % 7 + (week - 1) * 7
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
