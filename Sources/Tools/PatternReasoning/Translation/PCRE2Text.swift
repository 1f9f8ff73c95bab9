import Bytes
import PatternSyntax
import Patterns

extension NativeExpression.Alternative {
  /// The same tokens as a PCRE2 pattern, token by token (docs/reference/regex.md §10.1), without the leading `(?i)`.
  ///
  /// Exact where `anomalies` is empty; else the nearest there is.
  public var pcre2: ByteString {
    var text = ByteString()
    if isAnchoredAtStart { text.append("\\A") }
    for (index, cell) in cells.enumerated() {
      switch cell {
      case .literal(let byte): text.append(byte < 0x80 ? PCRE2Text.quoted(byte) : "(?!)")
      case .mark(let number): text.append(number % 2 == 0 ? "(" : ")")
      case .byteClass(let byteClass, let quantifier):
        text.append(byteClass.pcre2)
        guard quantifier != .one else { continue }
        text.append(quantifier == .plus ? "+" : "*")
        let followers = [cell] + cells[(index + 1)...].filter { if case .mark = $0 { false } else { true } }
        if Self.overlapsFollowers(followers, 0) { text.append("?") }
      }
    }
    if isAnchoredAtEnd { text.append("\\z") }
    return text
  }
}

extension ByteClass {
  /// The same set of bytes in PCRE2's byte mode.
  public var pcre2: ByteString {
    switch self {
    case .word: "[A-Za-z0-9_@-]"
    case .notWord: "[^A-Za-z0-9_@-]"
    case .digit: "[0-9]"
    case .notDigit: "[^0-9]"
    case .blank: "\\x20"
    case .notBlank: "[^ ]"
    case .punctuation: "[!-.:-?\\[\\]{-}]"
    case .any: "(?s:.)"
    case .tab: "\\t"
    case .opening: "\\("
    case .closing: "\\)"
    case .backslash: "\\\\"
    case .dollar: "\\$"
    case .less: "<"
    case .bar: "\\|"
    }
  }
}

/// Writing PCRE2 patterns.
enum PCRE2Text {
  private static let special = Set("\\^$.[]|()?*+{}/#".utf8)

  /// A byte that stands for itself.
  ///
  /// Blanks and what cannot be printed are written by number, so that a pattern survives an editor and an XML file.
  static func quoted(_ byte: UInt8) -> ByteString {
    if special.contains(byte) { return ByteString([UInt8(ascii: "\\"), byte]) }
    if 0x21...0x7E ~= byte { return ByteString([byte]) }
    let digits = String(byte, radix: 16, uppercase: true)
    return ByteString("\\x" + (digits.count < 2 ? "0" : "") + digits)
  }

  /// Text that stands for itself.
  static func quoted(_ text: ByteString) -> ByteString {
    text.bytes.reduce(into: ByteString()) { $0.append(quoted($1)) }
  }
}

extension LiteralList {
  /// The list as one PCRE2 pattern: exact (docs/reference/regex.md §10.1).
  ///
  /// A leading `!` is left to the caller.
  public var pcre2: ByteString {
    var text: ByteString = "(?i)"
    for (index, alternative) in alternatives.enumerated() {
      if index > 0 { text.append("|") }
      if alternative.matchesEverything { continue }
      if alternative.cannotMatch {
        text.append("(?!)")
        continue
      }
      if alternative.isAnchoredAtStart { text.append("\\A") }
      text.append(PCRE2Text.quoted(alternative.text))
      if alternative.isAnchoredAtEnd { text.append("\\z") }
    }
    return text
  }
}
