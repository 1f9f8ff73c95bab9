/// A moment of the virtual clock: milliseconds since 1970-01-01 00:00 UTC.
public struct CaseTime: Hashable, Sendable, Comparable {
  /// Milliseconds since 1970-01-01 00:00 UTC.
  public var milliseconds: Int

  /// A moment.
  public init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// Earlier first.
  public static func < (left: CaseTime, right: CaseTime) -> Bool { left.milliseconds < right.milliseconds }

  /// Reads RFC 3339 (`2026-01-01T00:00:00Z`, with a fraction and `+01:00` if need be). A blank may stand for the `T`;
  /// a moment without zone is UTC.
  public init?(rfc3339 text: some Collection<UInt8>) {
    var reader = DigitReader(Array(text))
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
      let day = reader.number(2), reader.skip("T") || reader.skip("t") || reader.skip(" "),
      let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2), reader.skip(":"),
      let second = reader.number(2)
    else { return nil }
    guard (1...12).contains(month), day >= 1, day <= Self.days(of: month, in: year), hour < 24, minute < 60, second < 60
    else { return nil }
    var milliseconds = 0
    if reader.skip(".") {
      guard let fraction = reader.fraction() else { return nil }
      milliseconds = fraction
    }
    var offset = 0
    if !(reader.isAtEnd || reader.skip("Z") || reader.skip("z")) {
      let ahead = reader.skip("+")
      guard ahead || reader.skip("-"), let hours = reader.number(2), reader.skip(":"), let minutes = reader.number(2),
        hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 60 + minutes) * (ahead ? 60 : -60)
    }
    guard reader.isAtEnd else { return nil }
    let seconds = Self.dayNumber(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
    self.milliseconds = seconds * 1000 + milliseconds
  }

  /// RFC 3339 in UTC, with milliseconds only where there are some.
  public var rfc3339: String {
    let seconds = Self.floorDivide(milliseconds, 1000)
    let days = Self.floorDivide(seconds, 86_400)
    let (year, month, day) = Self.date(of: days)
    let rest = seconds - days * 86_400
    let fraction = milliseconds - seconds * 1000
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    func padded(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(padded(year, 4))-\(two(month))-\(two(day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
      + (fraction == 0 ? "Z" : ".\(padded(fraction, 3))Z")
  }

  private static func floorDivide(_ number: Int, _ divisor: Int) -> Int {
    number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
  }

  private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  private static func days(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01 in the Gregorian calendar; years are counted from March so that leap days come last.
  private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = floorDivide(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func date(of dayNumber: Int) -> (year: Int, month: Int, day: Int) {
    let days = dayNumber + 719_468
    let era = floorDivide(days, 146_097)
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}

/// A span of the virtual clock.
public enum CaseDuration {
  /// The longest span: a hundred years.
  static let longest = 100 * 366 * 86_400_000

  /// Reads `10s`, `5m`, `1h30m`, `250ms`, `1.5s` (without the `+`) as milliseconds; units are ms, s, m, h, d and w.
  public static func milliseconds(_ text: some Collection<UInt8>) -> Int? {
    var reader = DigitReader(Array(text))
    guard !reader.isAtEnd else { return nil }
    var total = 0
    while !reader.isAtEnd {
      guard let whole = reader.digits(atMost: 12) else { return nil }
      var fraction = 0
      if reader.skip(".") {
        guard let digits = reader.fraction() else { return nil }
        fraction = digits
      }
      let unit: Int
      if reader.skip("ms") {
        guard fraction == 0 else { return nil }
        unit = 1
      } else if reader.skip("s") {
        unit = 1000
      } else if reader.skip("m") {
        unit = 60_000
      } else if reader.skip("h") {
        unit = 3_600_000
      } else if reader.skip("d") {
        unit = 86_400_000
      } else if reader.skip("w") {
        unit = 604_800_000
      } else {
        return nil
      }
      let (product, overflow) = whole.multipliedReportingOverflow(by: unit)
      guard !overflow, product <= longest else { return nil }
      total += product + fraction * unit / 1000
      guard total <= longest else { return nil }
    }
    return total
  }

  /// The shortest text for a span: `10s`, `1h30m`, `1500ms`.
  public static func text(_ milliseconds: Int) -> String {
    guard milliseconds % 1000 == 0 else { return "\(milliseconds)ms" }
    var seconds = milliseconds / 1000
    guard seconds > 0 else { return "0s" }
    var text = ""
    for (name, size) in [("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)] where seconds >= size {
      text += "\(seconds / size)\(name)"
      seconds %= size
    }
    return text
  }
}

/// Reads fixed patterns of digits and marks.
private struct DigitReader {
  private let text: [UInt8]
  private var index = 0

  init(_ text: [UInt8]) { self.text = text }

  var isAtEnd: Bool { index == text.count }

  mutating func skip(_ mark: StaticString) -> Bool {
    let length = mark.utf8CodeUnitCount
    guard index + length <= text.count else { return false }
    for offset in 0..<length where text[index + offset] != mark.utf8Start[offset] { return false }
    index += length
    return true
  }

  mutating func number(_ width: Int) -> Int? {
    guard index + width <= text.count else { return nil }
    var value = 0
    for byte in text[index..<index + width] {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    index += width
    return value
  }

  mutating func digits(atMost limit: Int) -> Int? {
    let start = index
    var value = 0
    while index < text.count, text[index] >= 0x30, text[index] <= 0x39 {
      guard index - start < limit else { return nil }
      value = value * 10 + Int(text[index] - 0x30)
      index += 1
    }
    return index > start ? value : nil
  }

  /// The digits behind a decimal point as thousandths; further digits are read and dropped.
  mutating func fraction() -> Int? {
    var value = 0
    var count = 0
    while index < text.count, text[index] >= 0x30, text[index] <= 0x39 {
      if count < 3 { value = value * 10 + Int(text[index] - 0x30) }
      count += 1
      index += 1
    }
    guard count > 0 else { return nil }
    for _ in min(count, 3)..<3 { value *= 10 }
    return value
  }
}
