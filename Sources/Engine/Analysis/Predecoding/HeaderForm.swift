import Bytes

/// The bytes that the tests of header forms look at: the log itself, or what the repair of a German `Mär` makes of it.
///
/// PERF: two types, as hardly any log is repaired: the tests of all others stay short.
private protocol TestedBytes {
  /// The byte at an index; 0 behind the end.
  subscript(index: Int) -> UInt8 { get }
}

private struct LogBytes: TestedBytes {
  let log: ByteView

  subscript(index: Int) -> UInt8 { index < log.count ? log[index] : 0 }
}

private struct RepairedBytes: TestedBytes {
  let log: ByteView

  subscript(index: Int) -> UInt8 {
    if index < 2 { return index == 0 ? UInt8(ascii: "M") : UInt8(ascii: "a") }
    return index + 1 < log.count ? log[index + 1] : 0
  }
}

extension TestedBytes {
  func has(_ character: Unicode.Scalar, at places: Int...) -> Bool {
    places.allSatisfy { self[$0] == UInt8(ascii: character) }
  }

  func hasDigit(at index: Int) -> Bool { ASCII.isDigit(self[index]) }
}

/// The header forms that the engine recognises, by bytes at fixed places (docs/reference/decoders.md §2.2, §2.3, §2.5).
enum HeaderForm {
  /// What a form without host and program says.
  struct Plain {
    /// The date; nil where the form keeps none.
    var timestamp: Range<Int>?
    /// Where the remaining log starts; may lie behind the end.
    var log: Int
    /// Whether the macOS entries of §2.6 follow.
    var isOSXLog = false
  }

  /// Where a form with host and program ends: the byte before is the last of the header.
  static func cutWithHost(_ log: ByteView) -> Int? {
    guard log.count >= 17 else { return nil }
    return isRepaired(log)
      ? cutWithHost(RepairedBytes(log: log), log.count) : cutWithHost(LogBytes(log: log), log.count)
  }

  /// A form without host and program.
  static func withoutHost(_ log: ByteView) -> Plain? {
    guard log.count >= 24 else { return nil }
    return isRepaired(log) ? withoutHost(RepairedBytes(log: log), log) : withoutHost(LogBytes(log: log), log)
  }

  private static func isRepaired(_ log: ByteView) -> Bool { log[1] == 0xC3 && log[2] == 0xA4 }

  private static func cutWithHost(_ byte: some TestedBytes, _ count: Int) -> Int? {
    // Mar 05 08:09:10 host …
    if byte.has(" ", at: 3, 6, 15), byte.has(":", at: 9, 12) { return 16 }
    // 2021-03-05 08:09:10,123 host …
    if count >= 24, byte.has("-", at: 4, 7), byte.has(" ", at: 10), byte.has(":", at: 13, 16), byte.has(",", at: 19) {
      return 24
    }
    if count >= 33, byte.has("-", at: 4, 7), byte.has("T", at: 10), byte.has(":", at: 13, 16) {
      // 2021-03-05T08:09:10-04:00, ….123+00:00, ….654321-07:00, ….654321-0700
      if byte.has(":", at: 22), byte.has(" ", at: 25) { return 26 }
      if byte.has(".", at: 19) { return byte.has(":", at: 26) ? 30 : byte.has(":", at: 29) ? 33 : 32 }
    }
    // 2021 Mar 05 08:09:10 host …
    if count >= 21, byte.hasDigit(at: 0), byte.has(" ", at: 4, 8, 11, 20), byte.has(":", at: 14, 17) { return 21 }
    // 2021-03-05 08:09:10.654321-0700 host …
    if count >= 33, byte.hasDigit(at: 0), byte.has("-", at: 4, 7), byte.has(" ", at: 10, 31), byte.has(":", at: 13, 16),
      byte.has(".", at: 19), byte.has("-", at: 26) || byte.has("+", at: 26)
    {
      return 32
    }
    return nil
  }

  private static func withoutHost(_ byte: some TestedBytes, _ log: ByteView) -> Plain? {
    let count = log.count
    // Fri Mar 05 08:09:10 2021 1 192.0.2.7 …
    if count >= 28, byte.has(" ", at: 3, 7, 10, 19, 24, 26), byte.has(":", at: 13, 16) {
      return Plain(timestamp: 0..<24, log: 25)
    }
    // 03/05-08:09:10.654321  [**] …
    if byte.has("/", at: 2), byte.has("-", at: 5), byte.has(":", at: 8, 11), byte.has(".", at: 14),
      byte.has(" ", at: 21)
    {
      return Plain(timestamp: 0..<21, log: 23)
    }
    // 03/05/2021-08:09:10.654321  [**] …
    if count >= 28, byte.has("/", at: 2, 5), byte.has("-", at: 10), byte.has(":", at: 13, 16), byte.has(".", at: 19),
      byte.has(" ", at: 26)
    {
      return Plain(timestamp: 0..<26, log: 28)
    }
    // [Fri Mar 05 08:09:10 2021] [warn] …
    if count >= 27, byte.has("[", at: 0), byte.has(" ", at: 4, 8, 11, 20), byte.has(":", at: 14, 17),
      byte.has("]", at: 25)
    {
      return Plain(timestamp: 1..<25, log: 27)
    }
    // [Time 2021.03.05 08:09:10 UTC] …
    if count >= 26, byte.has("[", at: 0), byte.has("T", at: 1), byte.has(" ", at: 5, 16), byte.has(".", at: 10, 13),
      byte.has(":", at: 19)
    {
      return Plain(timestamp: nil, log: 25, isOSXLog: true)
    }
    // 1614931750.368  24680 1.2.3.4 …
    if count >= 32, byte.has("1", at: 0), (1...3).allSatisfy(byte.hasDigit), byte.has(".", at: 10),
      byte.hasDigit(at: 13),
      byte.has(" ", at: 14), byte.has(" ", at: 21) || byte.has(" ", at: 22)
    {
      var start = 14
      while start < count, log[start] == UInt8(ascii: " ") { start += 1 }
      return Plain(timestamp: 0..<start - 1, log: start)
    }
    return nil
  }
}
