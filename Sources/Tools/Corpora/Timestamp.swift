import Bytes
import Calendar

/// Reads the times of documents, `2021-03-22T20:45:15.835+0000`, of which one is mostly of the same day as the one before.
package struct Timestamp {
  private var day: (text: UInt64, rest: UInt16, number: Int) = (0, 0, 0)
  /// How far the last time was ahead of UTC, in seconds.
  package private(set) var offset = 0

  package init() {}

  /// A moment; nil for what is none.
  package mutating func read(_ text: ByteView) -> (seconds: Int, milliseconds: Int)? {
    guard text.count >= 19, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), text[13] == UInt8(ascii: ":"),
      text[16] == UInt8(ascii: ":"), let number = dayNumber(text), let hour = Self.two(text, 11),
      let minute = Self.two(text, 14), let second = Self.two(text, 17), hour < 24, minute < 60, second < 61
    else { return nil }
    var at = 19
    var milliseconds = 0
    if at < text.count, text[at] == UInt8(ascii: ".") {
      at += 1
      var digits = 0
      while at < text.count, ASCII.isDigit(text[at]) {
        if digits < 3 { milliseconds = milliseconds * 10 + Int(text[at] - 0x30) }
        digits += 1
        at += 1
      }
      while digits < 3 {
        milliseconds *= 10
        digits += 1
      }
    }
    guard let offset = Self.zone(text.from(at)) else { return nil }
    self.offset = offset
    return (number * 86_400 + hour * 3600 + minute * 60 + second - offset, milliseconds)
  }

  /// `Z`, `+0300`, `+03:00`, or nothing, which is UTC.
  private static func zone(_ text: ByteView) -> Int? {
    if text.isEmpty || text == "Z" { return 0 }
    let minutes = text.count == 6 && text[3] == UInt8(ascii: ":") ? 4 : 3
    guard text.count == minutes + 2, text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-"),
      let hours = two(text, 1), let rest = two(text, minutes), hours <= 14, rest < 60
    else { return nil }
    return (hours * 3600 + rest * 60) * (text[0] == UInt8(ascii: "-") ? -1 : 1)
  }

  private mutating func dayNumber(_ text: ByteView) -> Int? {
    let head = text.word(at: 0)
    let rest = UInt16(text[8]) << 8 | UInt16(text[9])
    if head == day.text, rest == day.rest { return day.number }
    guard let century = Self.two(text, 0), let years = Self.two(text, 2), let month = Self.two(text, 5),
      let date = Self.two(text, 8), (1...12).contains(month), (1...31).contains(date)
    else { return nil }
    day = (head, rest, CivilDate(year: century * 100 + years, month: month, day: date).dayNumber)
    return day.number
  }

  private static func two(_ text: ByteView, _ at: Int) -> Int? {
    guard ASCII.isDigit(text[at]), ASCII.isDigit(text[at + 1]) else { return nil }
    return Int(text[at] - 0x30) * 10 + Int(text[at + 1] - 0x30)
  }
}
