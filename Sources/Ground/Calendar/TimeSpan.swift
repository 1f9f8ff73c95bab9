/// A length of time, as people write it.
public enum TimeSpan {
  /// The longest span: a hundred years.
  package static let longest = 100 * 366 * 86_400_000

  /// Reads `10s`, `5m`, `1h30m`, `250ms`, `1.5s` (without the `+`) as milliseconds; units are ms, s, m, h, d and w.
  public static func milliseconds(_ text: some Collection<UInt8>) -> Int? {
    var reader = DigitReader(Array(text))
    guard !reader.isAtEnd else { return nil }
    var total = 0
    while !reader.isAtEnd {
      guard let whole = reader.digits(atMost: 13) else { return nil }
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
