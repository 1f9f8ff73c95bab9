import Bytes

/// The value of `<time>` (docs/reference/regex.md §9): `[!] HOUR - HOUR`, an hour being `H`, `HH` or `HH:MM`, `am` or
/// `pm` behind it.
///
/// Both ends belong to the window, whose ends are minutes: `8-18` includes 18:00 and excludes 18:01. Where the first is
/// the later one, the window goes over midnight, its ends are outside, and a `!` has no effect.
public struct TimeWindow: Sendable, Hashable {
  /// Minutes of the day as the engine compares them: hour × 100 + minute.
  ///
  /// Minutes are not checked and go up to 99.
  private let start: Int
  private let end: Int
  private let isNegated: Bool
  private let negatesOverMidnight: Bool

  /// Reads a value; nil when the engine would refuse it.
  /// - Parameters:
  ///   - text: the value as written.
  ///   - negatesOverMidnight: let a `!` count for windows over midnight, too, which the engine does not.
  public init?(_ text: ByteString, negatesOverMidnight: Bool = false) {
    self.negatesOverMidnight = negatesOverMidnight
    var reader = TimeReader(text.bytes)
    reader.skipBlanks()
    isNegated = reader.take(UInt8(ascii: "!"))
    guard let start = reader.hour(), reader.take(UInt8(ascii: "-")), let end = reader.hour(), reader.isAtEnd else {
      return nil
    }
    self.start = start
    self.end = end
  }

  /// Whether the minute lies in the window.
  public func contains(hour: Int, minute: Int) -> Bool {
    let time = hour * 100 + minute
    if start > end { return (time < end || time > start) != (isNegated && negatesOverMidnight) }
    return (start <= time && time <= end) != isNegated
  }
}

private struct TimeReader {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }

  private func peek(_ ahead: Int = 0) -> UInt8 { at + ahead < bytes.count ? bytes[at + ahead] : 0 }

  mutating func skipBlanks() { while peek() == 0x20 { at += 1 } }

  mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte, !isAtEnd else { return false }
    at += 1
    return true
  }

  /// An hour and the blanks around it.
  ///
  /// A missing one counts as midnight in front of `am` and `pm` and at the end, but not in front of a minus.
  mutating func hour() -> Int? {
    skipBlanks()
    var hour = 0
    var minute = 0
    let isMissing = !ASCII.isDigit(peek())
    if !isMissing {
      hour = Int(peek() - 0x30)
      at += 1
      if ASCII.isDigit(peek()) {
        hour = hour * 10 + Int(peek() - 0x30)
        at += 1
      }
      guard hour < 24 else { return nil }
      if take(UInt8(ascii: ":")) {
        guard let read = minutes() else { return nil }
        minute = read
      }
    }
    if peek() == UInt8(ascii: "-"), isMissing { return nil }
    skipBlanks()
    let letter = ASCII.fold(peek())
    if letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p"), ASCII.fold(peek(1)) == UInt8(ascii: "m") {
      at += 2
      if letter == UInt8(ascii: "a") {
        if hour == 12 { hour = 0 }
      } else if hour != 12 {
        hour += 12
        guard hour < 24 else { return nil }
      }
      skipBlanks()
    }
    return hour * 100 + minute
  }

  /// Two digits.
  ///
  /// One digit swallows the byte behind it, whatever that is, and must not have a digit behind that.
  private mutating func minutes() -> Int? {
    guard ASCII.isDigit(peek()) else { return nil }
    let first = Int(peek() - 0x30)
    if ASCII.isDigit(peek(1)) {
      defer { at += 2 }
      return first * 10 + Int(peek(1) - 0x30)
    }
    guard !ASCII.isDigit(peek(2)) else { return nil }
    at = min(at + 2, bytes.count)
    return first
  }
}
