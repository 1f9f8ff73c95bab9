import Bytes

/// The value of `<weekday>` (docs/reference/regex.md §9): names of days, `weekdays`, `weekends`, separated by blanks
/// and commas.
public struct WeekdaySet: Sendable, Hashable {
  private var days: UInt8 = 0

  private static let names: [(ByteString, UInt8)] = [
    ("sunday", 1), ("sun", 1), ("monday", 2), ("mon", 2), ("tuesday", 4), ("tue", 4), ("wednesday", 8), ("wed", 8),
    ("thursday", 16), ("thu", 16), ("friday", 32), ("fri", 32), ("saturday", 64), ("sat", 64), ("weekdays", 62),
    ("weekends", 65),
  ]

  /// Reads a value; nil when the engine would refuse it.
  ///
  /// A leading comma or `!` is refused, as is a value without a day.
  /// - Parameters:
  ///   - text: the value as written.
  ///   - allowsNegation: take a leading `!` for "all other days", which the engine does not.
  public init?(_ text: ByteString, allowsNegation: Bool = false) {
    var text = text
    let rest = text.bytes.drop { $0 == 0x20 }
    let isNegated = allowsNegation && rest.first == UInt8(ascii: "!")
    if isNegated { text = ByteString(rest.dropFirst()) }
    defer { if isNegated { days = ~days & 127 } }
    let separators: [UInt8] = [0x20, UInt8(ascii: ",")]
    guard text.bytes.first(where: { $0 != 0x20 }) != UInt8(ascii: ",") else { return nil }
    for word in text.bytes.split(whereSeparator: separators.contains) {
      let folded = ByteString(word).lowercased
      guard let (_, bits) = Self.names.first(where: { $0.0 == folded }) else { return nil }
      days |= bits
    }
    guard days != 0 else { return nil }
  }

  /// Whether the day is in the set; 0 is Sunday.
  public func contains(weekday: Int) -> Bool { 0...6 ~= weekday && days & (1 << UInt8(weekday)) != 0 }
}
