import Bytes

/// Why a text is not a pattern.
public struct PatternError: Error, Equatable, Sendable {
  /// The reference's code: docs/reference/regex.md §2.8 for the native dialects, 1237 for addresses; for pcre2 the
  /// library's.
  ///
  /// 0 where the reference has no code.
  public var code: Int
  /// Index of the byte in the pattern where the problem is noticed.
  public var position: Int
  /// One sentence: what is wrong.
  public var message: String
  /// What to write instead, if that is known.
  public var hint: String?

  /// An error.
  public init(code: Int, position: Int, message: String, hint: String? = nil) {
    self.code = code
    self.position = position
    self.message = message
    self.hint = hint
  }
}

extension PatternError {
  /// What is wrong and what to write instead, as whole sentences.
  package var advice: String {
    ([message] + (hint.map { [$0] } ?? [])).map(Self.sentence).joined(separator: " ")
  }

  private static func sentence(_ text: String) -> String {
    guard let first = text.utf8.first else { return text }
    let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= first
    let begun = isLetter ? text.prefix(1).uppercased() + text.dropFirst() : text
    return ".?!".utf8.contains(text.utf8.last ?? 0) ? begun : begun + "."
  }

  package static func tooLong(_ count: Int) -> PatternError {
    PatternError(
      code: 3, position: NativeExpression.maximumLength,
      message: "the pattern has \(count) bytes; at most \(NativeExpression.maximumLength) are allowed",
      hint: "spread the alternatives over several rules, or use a list")
  }

  package static func nul(_ at: Int) -> PatternError {
    PatternError(
      code: 0, position: at, message: "a pattern cannot hold a NUL byte: the engine's texts end there",
      hint: "remove the byte")
  }

  package static func trailingBackslash(_ at: Int) -> PatternError {
    PatternError(
      code: 6, position: at, message: "the pattern ends in a backslash that escapes nothing",
      hint: "write \\\\ for a backslash")
  }

  package static func unknownEscape(_ byte: UInt8, at: Int, follower: UInt8?) -> PatternError {
    PatternError(
      code: 6, position: at,
      message: "\(quoted(byte, escaped: true)) is no escape of this dialect",
      hint: cure(byte, follower: follower)
        ?? "the escapes are \\w \\W \\d \\D \\s \\S \\p \\. \\t \\( \\) \\\\ \\$ \\< \\|")
  }

  /// A group that begins at `at` inside another one, of the pattern's bytes.
  package static func nestedGroup(_ at: Int, in bytes: [UInt8]) -> PatternError {
    if let construct = foreignGroup(at, in: bytes) { return foreign(construct, at) }
    return PatternError(
      code: 7, position: at, message: "a group inside a group",
      hint: "groups cannot nest: keep the outer or the inner pair, or write \\( for a parenthesis")
  }

  /// The error for something that only pcre2 has.
  private static func foreign(_ construct: String, _ at: Int) -> PatternError {
    PatternError(
      code: 7, position: at, message: "\(construct) of pcre2",
      hint: "add type=\"pcre2\", and begin the pattern with (?i), because pcre2 counts case")
  }

  /// What of pcre2 begins at a parenthesis; nil for a plain group.
  private static func foreignGroup(_ at: Int, in bytes: [UInt8]) -> String? {
    func byte(_ index: Int) -> UInt8 { at + index < bytes.count ? bytes[at + index] : 0 }
    guard byte(0) == UInt8(ascii: "("), byte(1) == UInt8(ascii: "?") else { return nil }
    switch byte(2) {
    case UInt8(ascii: "!"): return "(?! … ) is a lookahead"
    case UInt8(ascii: "="): return "(?= … ) is a lookahead"
    case UInt8(ascii: "<") where byte(3) == UInt8(ascii: "!") || byte(3) == UInt8(ascii: "="):
      return "(?<\(byte(3) == UInt8(ascii: "!") ? "!" : "=") … ) is a lookbehind"
    case UInt8(ascii: "<"), UInt8(ascii: "P"), UInt8(ascii: "'"): return "(?<name> … ) is a named group"
    case UInt8(ascii: ":"): return "(?: … ) is a group without a capture"
    case UInt8(ascii: ">"): return "(?> … ) is an atomic group"
    case UInt8(ascii: "#"): return "(?# … ) is a comment"
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "^"):
      let letters = bytes[(at + 2)...].prefix { ASCII.isLower($0) || $0 == UInt8(ascii: "-") }.prefix(8)
      return "(?\(String(decoding: letters, as: UTF8.self))) is an option"
    default: return nil
    }
  }

  package static func unopenedGroup(_ at: Int) -> PatternError {
    PatternError(
      code: 7, position: at, message: "a group is closed that was never opened", hint: "write \\) for a parenthesis")
  }

  /// A bar at `at` inside the group that begins at `opened`.
  package static func alternativeInGroup(_ at: Int, of opened: Int, in bytes: [UInt8]) -> PatternError {
    if let construct = foreignGroup(opened, in: bytes) { return foreign(construct, opened) }
    let message = "osregex has no alternatives inside a group"
    guard let written = NativeAlternatives.written(out: bytes) else {
      return PatternError(
        code: 7, position: at, message: message,
        hint: "repeat the whole pattern on both sides of the bar, write \\| for a bar, or use type=\"pcre2\"")
    }
    return PatternError(code: 7, position: at, message: message, hint: "write `\(written)`, or use type=\"pcre2\"")
  }

  package static func unclosedGroup(_ opened: Int, length: Int) -> PatternError {
    PatternError(
      code: 7, position: opened, message: "the group is never closed", hint: "close it, or write \\( for a parenthesis")
  }

  /// What an author who knows other dialects meant by an escape that does not exist here.
  private static func cure(_ byte: UInt8, follower: UInt8?) -> String? {
    switch byte {
    case UInt8(ascii: "n"), UInt8(ascii: "r"):
      return "line ends cannot be written in this dialect; \\. stands for any byte"
    case UInt8(ascii: "b"), UInt8(ascii: "B"):
      return "there are no word boundaries; write the byte that stands there, or use type=\"pcre2\""
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return "there are no back references; use type=\"pcre2\""
    case UInt8(ascii: "x"):
      return "bytes cannot be written by number; use type=\"pcre2\""
    case UInt8(ascii: "P"):
      return "there is no complement of \\p; use type=\"pcre2\""
    case UInt8(ascii: "T"):
      return "there is no complement of \\t; use type=\"pcre2\""
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E, 0x20:
      // A quantifier counts only behind an escape, so "\[+" cannot become "[+".
      if follower == UInt8(ascii: "+") || follower == UInt8(ascii: "*") {
        return
          "\(quoted(byte)) needs no backslash, but then it cannot be repeated; use type=\"pcre2\", or \\p\(follower == UInt8(ascii: "+") ? "+" : "*")"
      }
      return "write \(quoted(byte)) without the backslash: it has no special meaning"
    default: return nil
    }
  }

  private static func quoted(_ byte: UInt8, escaped: Bool = false) -> String {
    guard 0x20...0x7E ~= byte else {
      let digits = String(byte, radix: 16, uppercase: true)
      return (escaped ? "a backslash before " : "") + "byte 0x\(digits.count < 2 ? "0" : "")\(digits)"
    }
    return (escaped ? "\\" : "") + String(UnicodeScalar(byte))
  }
}
