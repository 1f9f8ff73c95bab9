import Bytes

/// Takes PCRE2 patterns apart, as far as changing them needs it.
struct PCRE2Tokens {
  private let text: [UInt8]
  private var at = 0
  private var tokens: [PatternToken] = []

  static func tokens(of text: [UInt8]) -> [PatternToken] {
    var reader = PCRE2Tokens(text: text)
    reader.read()
    return reader.tokens
  }

  private init(text: [UInt8]) { self.text = text }

  private mutating func read() {
    while at < text.count {
      let start = at
      let kind = next()
      tokens.append(PatternToken(kind, start..<at))
    }
  }

  private mutating func next() -> PatternToken.Kind {
    let byte = text[at]
    at += 1
    switch byte {
    case UInt8(ascii: "\\"): return escape()
    case UInt8(ascii: "["):
      skipSet()
      return .set
    case UInt8(ascii: "("): return group()
    case UInt8(ascii: ")"): return .close
    case UInt8(ascii: "|"): return .bar
    case UInt8(ascii: "^"): return .startAnchor
    case UInt8(ascii: "$"): return .endAnchor
    case UInt8(ascii: "."): return .any
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
      skipGreed()
      return .quantifier
    case UInt8(ascii: "{"):
      guard let end = endOfCounts() else { return .literal(byte) }
      at = end
      skipGreed()
      return .quantifier
    default: return .literal(byte)
    }
  }

  private mutating func escape() -> PatternToken.Kind {
    guard at < text.count else { return .other }
    let letter = text[at]
    at += 1
    switch letter {
    case UInt8(ascii: "d"), UInt8(ascii: "w"), UInt8(ascii: "s"), UInt8(ascii: "D"), UInt8(ascii: "W"),
      UInt8(ascii: "S"):
      return .byteClass(letter)
    case UInt8(ascii: "A"): return .startAnchor
    case UInt8(ascii: "z"), UInt8(ascii: "Z"): return .endAnchor
    case UInt8(ascii: "x"):
      let digits = text[at...].prefix(2).prefix { ASCII.hexValue($0) != nil }
      at += digits.count
      return .other
    case UInt8(ascii: "Q"):
      while at < text.count, !text[at...].starts(with: "\\E".utf8) { at += 1 }
      at = min(at + 2, text.count)
      return .other
    case UInt8(ascii: "p"), UInt8(ascii: "P"), UInt8(ascii: "g"), UInt8(ascii: "k"), UInt8(ascii: "o"),
      UInt8(ascii: "N"):
      if at < text.count, text[at] == UInt8(ascii: "{") {
        while at < text.count, text[at] != UInt8(ascii: "}") { at += 1 }
        at = min(at + 1, text.count)
      }
      return .other
    default:
      return ASCII.isAlphanumeric(letter) ? .other : .escapedLiteral(letter)
    }
  }

  private mutating func skipSet() {
    if at < text.count, text[at] == UInt8(ascii: "^") { at += 1 }
    var isFirst = true
    while at < text.count {
      let byte = text[at]
      at += 1
      if byte == UInt8(ascii: "\\") {
        at = min(at + 1, text.count)
      } else if byte == UInt8(ascii: "["), at < text.count, text[at] == UInt8(ascii: ":") {
        while at < text.count, !text[at...].starts(with: ":]".utf8) { at += 1 }
        at = min(at + 2, text.count)
      } else if byte == UInt8(ascii: "]"), !isFirst {
        return
      }
      isFirst = false
    }
  }

  /// `(`, `(?:`, `(?<name>` … open; `(?i)` and verbs stand alone.
  private mutating func group() -> PatternToken.Kind {
    guard at < text.count, text[at] == UInt8(ascii: "?") || text[at] == UInt8(ascii: "*") else { return .open }
    if text[at] == UInt8(ascii: "*") {
      while at < text.count, text[at] != UInt8(ascii: ")") { at += 1 }
      at = min(at + 1, text.count)
      return .other
    }
    at += 1
    if at < text.count, text[at] == UInt8(ascii: "#") {
      while at < text.count, text[at] != UInt8(ascii: ")") { at += 1 }
      at = min(at + 1, text.count)
      return .other
    }
    let flags = at
    while at < text.count, ASCII.isAlphanumeric(text[at]) || text[at] == UInt8(ascii: "-") || text[at] == 0x5E {
      at += 1
    }
    if at < text.count, text[at] == UInt8(ascii: ")") {
      at += 1
      return .other
    }
    if at > flags, at < text.count, text[at] == UInt8(ascii: ":") {
      at += 1
      return .open
    }
    at = flags
    for mark in ["<=", "<!", ":", "=", "!", ">", "|"] where text[at...].starts(with: mark.utf8) {
      at += mark.utf8.count
      return .open
    }
    // A name: to its end.
    while at < text.count, text[at] != UInt8(ascii: ">"), text[at] != UInt8(ascii: "'"), text[at] != 0x29 { at += 1 }
    if at < text.count, text[at] != 0x29 { at += 1 }
    return .open
  }

  private mutating func skipGreed() {
    if at < text.count, text[at] == UInt8(ascii: "?") || text[at] == UInt8(ascii: "+") { at += 1 }
  }

  /// Behind `{n}`, `{n,}`, `{n,m}`; everything else is literal text.
  private func endOfCounts() -> Int? {
    var end = at
    var digits = 0
    while end < text.count, ASCII.isDigit(text[end]) { (end, digits) = (end + 1, digits + 1) }
    guard digits > 0 else { return nil }
    if end < text.count, text[end] == UInt8(ascii: ",") {
      end += 1
      while end < text.count, ASCII.isDigit(text[end]) { end += 1 }
    }
    return end < text.count && text[end] == UInt8(ascii: "}") ? end + 1 : nil
  }
}
