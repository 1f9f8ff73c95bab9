import Bytes

/// A set of a PCRE2 pattern, `[a-z\d]`, with its members.
struct PCRE2Set {
  typealias Refusal = PCRE2Expression.Refusal

  /// The set as a part of a pattern.
  private(set) var node: PCRE2Expression.Node

  private let bytes: [UInt8]
  private let range: Range<Int>
  private var at: Int

  /// Reads a set's text.
  init(_ bytes: [UInt8], _ range: Range<Int>) throws(Refusal) {
    self.bytes = bytes
    self.range = range
    node = .set([], written: ByteString(bytes[range]))
    at = range.lowerBound + 1
    node = .set(try members(), written: ByteString(bytes[range]))
  }

  private var next: UInt8? { at < range.upperBound ? bytes[at] : nil }
  private func starts(_ text: String) -> Bool { bytes[at..<range.upperBound].starts(with: text.utf8) }

  /// Whether an escape is one of those that are read: `\t`, `\x41`, no `\x{41}`, `\cA`, `\012`.
  static func isPlainEscape(_ text: ArraySlice<UInt8>) -> Bool {
    guard let letter = text.dropFirst().first, "tnrfeax".utf8.contains(letter) else { return false }
    return text.dropFirst(2).first != UInt8(ascii: "{")
  }

  private static let word = flags { ASCII.isAlphanumeric($0) || $0 == 0x5F }
  private static let digit = flags { ASCII.isDigit($0) }
  private static let space = flags { 9...13 ~= $0 || $0 == 32 }

  /// Per byte whether it is a member.
  private static func flags(_ isMember: (UInt8) -> Bool) -> [Bool] { (UInt8.min...UInt8.max).map { isMember($0) } }

  /// The members of `\w`, `\d` …; nil for another letter.
  static func shorthand(_ letter: UInt8) -> [Bool]? {
    switch letter {
    case UInt8(ascii: "w"): word
    case UInt8(ascii: "W"): word.map { !$0 }
    case UInt8(ascii: "d"): digit
    case UInt8(ascii: "D"): digit.map { !$0 }
    case UInt8(ascii: "s"): space
    case UInt8(ascii: "S"): space.map { !$0 }
    default: nil
    }
  }

  private mutating func members() throws(Refusal) -> [Bool] {
    var flags = [Bool](repeating: false, count: 256)
    var isNegated = false
    if next == UInt8(ascii: "^") {
      isNegated = true
      at += 1
    }
    var isFirst = true
    while let byte = next, isFirst || byte != UInt8(ascii: "]") {
      isFirst = false
      if starts("[:") || starts("[.") || starts("[=") {
        throw Refusal(position: at, message: "a named class")
      }
      if byte == UInt8(ascii: "\\"), at + 1 < bytes.count, let shorthand = Self.shorthand(bytes[at + 1]) {
        for index in 0...255 where shorthand[index] { flags[index] = true }
        at += 2
        continue
      }
      let low = try member()
      var high = low
      if next == UInt8(ascii: "-"), at + 1 < bytes.count, bytes[at + 1] != UInt8(ascii: "]") {
        let dash = at
        at += 1
        if next == UInt8(ascii: "\\"), at + 1 < bytes.count, Self.shorthand(bytes[at + 1]) != nil {
          at = dash
        } else {
          high = try member()
          guard low <= high else { throw Refusal(position: dash, message: "a range out of order") }
        }
      }
      for index in low...high { flags[Int(index)] = true }
      if next == UInt8(ascii: "-"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\\") {
        flags[Int(UInt8(ascii: "-"))] = true
        at += 1
      }
    }
    guard next == UInt8(ascii: "]") else { throw Refusal(position: range.lowerBound, message: "an unclosed set") }
    return isNegated ? flags.map { !$0 } : flags
  }

  private mutating func member() throws(Refusal) -> UInt8 {
    let start = at
    let byte = bytes[at]
    at += 1
    guard byte == UInt8(ascii: "\\") else { return byte }
    if next == UInt8(ascii: "b") {
      at += 1
      return 8
    }
    return try escapedByte(start)
  }

  private mutating func escapedByte(_ start: Int) throws(Refusal) -> UInt8 {
    guard let letter = next else { throw Refusal(position: start, message: "a backslash at the end") }
    at += 1
    switch letter {
    case UInt8(ascii: "t"): return 9
    case UInt8(ascii: "n"): return 10
    case UInt8(ascii: "r"): return 13
    case UInt8(ascii: "f"): return 12
    case UInt8(ascii: "e"): return 27
    case UInt8(ascii: "a"): return 7
    case UInt8(ascii: "x"):
      var value: UInt8 = 0
      var digits = 0
      while digits < 2, let digit = next.flatMap(ASCII.hexValue) {
        value = value << 4 | digit
        digits += 1
        at += 1
      }
      if digits == 0, next == UInt8(ascii: "{") { throw Refusal(position: start, message: "a byte in braces") }
      return value
    case let other where !ASCII.isAlphanumeric(other): return other
    default:
      throw Refusal(position: start, message: "\\\(UnicodeScalar(letter))")
    }
  }
}
