import Calendar

/// Times for people.
enum TimeWords {
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
