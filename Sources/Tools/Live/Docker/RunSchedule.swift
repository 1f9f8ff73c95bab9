import Bytes
import Calendar

/// When the agent runs a module: `interval`, `day`, `wday` and `time` of its block (docs/reference/live.md §A.2).
public struct RunSchedule: Sendable, Equatable {
  /// Why a block is refused, in the agent's words.
  public struct Fault: Error, Equatable {
    /// One or more messages.
    public var messages: [String]
  }

  /// Seconds, or months.
  private(set) var interval = 60
  private(set) var isInMonths = false
  /// Day of the month; 0 for none.
  private(set) var day = 0
  /// From 0, a Sunday.
  private(set) var weekday: Int?
  /// Seconds since midnight.
  private(set) var time: Int?
  /// Whether it runs at once, too.
  public var runsOnStart = false
  /// What the agent warned of while it read the block.
  public private(set) var warnings: [String] = []
  /// When it was to run the last time.
  private var planned: Int?

  /// Every 60 seconds.
  public init() {}

  /// Every so many seconds.
  init(every seconds: Int) { interval = seconds }

  /// Reads the options of a block that belong to a schedule.
  ///
  /// - Parameters:
  ///   - options: names and contents, in the order of the block; others are passed over.
  ///   - module: the module's name, for messages.
  /// - Throws: ``Fault`` for what the agent refuses.
  public init(_ options: [(name: String, content: String)], module: String) throws(Fault) {
    for (name, content) in options {
      switch name {
      case "interval":
        guard let read = Self.interval(content) else {
          throw Fault(messages: ["Invalid interval value at module '\(module)'"])
        }
        (interval, isInMonths) = read
      case "day":
        guard let read = Self.digits(content), (1...31).contains(read) else { throw Self.invalid("day", content) }
        day = read
      case "wday":
        guard let read = Self.weekday(content) else {
          throw Self.invalid("wday", content, because: "(1241): Invalid day format: '\(content)'.")
        }
        weekday = read
      case "time":
        guard let read = Self.time(content) else {
          throw Self.invalid("time", content, because: "(1240): Invalid time format: '\(content)'.")
        }
        time = read
      default: break
      }
    }
    try fit()
  }

  private static func invalid(_ name: String, _ content: String, because: String? = nil) -> Fault {
    Fault(messages: (because.map { [$0] } ?? []) + ["(1235): Invalid value for element '\(name)': \(content)."])
  }

  /// Makes the interval fit what it goes with.
  private mutating func fit() throws(Fault) {
    if day > 0, weekday != nil { throw Fault(messages: ["Options 'day' and 'wday' are not compatible."]) }
    if day > 0, !isInMonths {
      change(to: 1, inMonths: true, "Interval must be a multiple of one month. New interval value: 1M")
    } else if weekday != nil, isInMonths || interval % Self.week != 0 {
      change(to: Self.week, inMonths: false, "Interval must be a multiple of one week. New interval value: 1w")
    } else if isInMonths, day == 0 {
      day = 1
      warnings.append("Interval value is in months. Setting scan day to first day of the month.")
    } else if time != nil, weekday == nil, !isInMonths, interval % Self.oneDay != 0 {
      change(to: Self.oneDay, inMonths: false, "Interval must be a multiple of one day. New interval value: 1d")
    }
    if day > 0 || weekday != nil { time = time ?? 0 }
  }

  private mutating func change(to interval: Int, inMonths: Bool, _ warning: String) {
    (self.interval, isInMonths) = (interval, inMonths)
    warnings.append(warning)
  }

  private static let oneDay = 86_400
  private static let week = 7 * oneDay

  // MARK: Values

  /// A number as C writes it, which wraps, and one letter for the unit; what follows that is not looked at.
  private static func interval(_ content: String) -> (Int, inMonths: Bool)? {
    guard let (value, rest) = ConfiguredNumber.integer(ByteString(content), largest: 1 << 59) else { return nil }
    let number = Int(UInt32(truncatingIfNeeded: value))
    guard number > 0, number < Int(UInt32.max) else { return nil }
    switch rest.first {
    case nil, UInt8(ascii: "s"): return (number, false)
    case UInt8(ascii: "m"): return (number * 60, false)
    case UInt8(ascii: "h"): return (number * 3600, false)
    case UInt8(ascii: "d"): return (number * oneDay, false)
    case UInt8(ascii: "w"): return (number * week, false)
    case UInt8(ascii: "M"): return (number, true)
    default: return nil
    }
  }

  private static func digits(_ content: String) -> Int? {
    (1...9).contains(content.utf8.count) && content.utf8.allSatisfy(ASCII.isDigit) ? Int(content) : nil
  }

  private static let weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]

  /// A text that begins with the first three letters of a day.
  private static func weekday(_ content: String) -> Int? {
    weekdays.firstIndex { content.lowercased().utf8.starts(with: $0.utf8.prefix(3)) }
  }

  private static func time(_ content: String) -> Int? {
    let parts = content.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hour = digits(String(parts[0])), let minute = digits(String(parts[1])), hour < 24,
      minute < 60
    else { return nil }
    return hour * 3600 + minute * 60
  }

  // MARK: The next run

  /// Seconds until the next run, which is planned with it.
  ///
  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - zone: local time.
  public mutating func wait(at now: Int, in zone: Zone) -> Int {
    let isFirst = planned == nil
    if isFirst, runsOnStart {
      planned = now
      return 0
    }
    let next: Int
    if let time, day > 0 {
      next = monthly(now, zone, time)
    } else if let time {
      next = daily(now, zone, time, isFirst: isFirst)
    } else {
      next = (planned ?? now) + interval
    }
    guard next >= now else {
      warnings.append("Interval overtaken.")
      planned = now
      return 0
    }
    planned = next
    return next - now
  }

  private func local(_ now: Int, _ zone: Zone) -> CivilTime {
    CivilTime(seconds: now, secondsFromUTC: zone.secondsFromUTC(at: now))
  }

  /// A moment of local time, as seconds since 1970.
  private func moment(_ dayNumber: Int, _ time: Int, _ zone: Zone, near now: Int) -> Int {
    let local = dayNumber * Self.oneDay + time
    return local - zone.secondsFromUTC(at: local - zone.secondsFromUTC(at: now))
  }

  private func monthly(_ now: Int, _ zone: Zone, _ time: Int) -> Int {
    let today = local(now, zone).date
    func run(inMonths months: Int) -> Int {
      let month = today.month - 1 + months
      let first = CivilDate(year: today.year + month / 12, month: month % 12 + 1, day: 1)
      // The 31st of a shorter month is a day of the next one.
      return moment(first.dayNumber + day - 1, time, zone, near: now)
    }
    let this = run(inMonths: 0)
    return this > now ? this : run(inMonths: interval)
  }

  /// By day, or by weekday.
  private func daily(_ now: Int, _ zone: Zone, _ time: Int, isFirst: Bool) -> Int {
    let today = local(now, zone).date.dayNumber
    let ahead = weekday.map { ($0 - CivilDate.weekday(ofDayNumber: today) + 7) % 7 } ?? 0
    let next = moment(today + ahead, time, zone, near: now)
    guard next <= now else { return next }
    let step = isFirst ? (weekday == nil ? 1 : 7) : interval / Self.oneDay
    return moment(today + step, time, zone, near: now)
  }
}
