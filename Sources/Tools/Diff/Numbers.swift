import Calendar

/// Numbers for people.
enum Numbers {
  /// `1234567` as `1,234,567`.
  static func grouped(_ number: Int) -> String {
    var digits = Array(String(number.magnitude).utf8)
    var at = digits.count - 3
    while at > 0 {
      digits.insert(UInt8(ascii: ","), at: at)
      at -= 3
    }
    return (number < 0 ? "-" : "") + String(decoding: digits, as: UTF8.self)
  }

  /// A span of seconds: `8 h 32 min`, `30 days`.
  static func span(_ seconds: Int) -> String {
    if seconds >= 2 * 86_400 { return "\(seconds / 86_400) days" }
    if seconds >= 3600 { return "\(seconds / 3600) h \(seconds % 3600 / 60) min" }
    return seconds >= 60 ? "\(seconds / 60) min" : "\(seconds) s"
  }

  /// `2021-09-30 08:00:55 UTC`.
  static func moment(_ seconds: Int) -> String {
    let (day, rest) = seconds.quotientAndRemainderFloored(by: 86_400)
    let date = CivilDate(dayNumber: day)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return
      "\(date.year)-\(two(date.month))-\(two(date.day)) \(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60)) UTC"
  }
}
