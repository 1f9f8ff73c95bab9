import Bytes

/// Cuts the text of a query into words and signs.
struct QueryScanner {
  /// A word or a sign, and where it stands.
  struct Token {
    enum Kind: Equatable {
      case open, close, colon, and, or, not, end
      case comparison(AlertQuery.Comparison)
      /// A word or a quoted text; `parts` are what stands between its stars.
      case word(parts: [ByteString], isQuoted: Bool)
    }

    var kind: Kind
    var place: Range<Int>
  }

  private let text: [UInt8]
  private var position = 0

  /// A longer query is no query that somebody typed.
  static let longest = 1 << 14

  init(_ text: [UInt8]) { self.text = text }

  /// The next word or sign.
  mutating func next() throws(QueryFault) -> Token {
    while position < text.count, text[position] <= 0x20 { position += 1 }
    let start = position
    guard position < text.count else { return Token(kind: .end, place: start..<start) }
    switch text[position] {
    case UInt8(ascii: "("): return sign(.open)
    case UInt8(ascii: ")"): return sign(.close)
    case UInt8(ascii: ":"): return sign(.colon)
    case UInt8(ascii: "<"): return sign(isNext("=") ? .comparison(.lessOrEqual) : .comparison(.less))
    case UInt8(ascii: ">"): return sign(isNext("=") ? .comparison(.greaterOrEqual) : .comparison(.greater))
    case UInt8(ascii: "\""): return try quoted()
    default: return word()
    }
  }

  private func isNext(_ byte: Unicode.Scalar) -> Bool {
    position + 1 < text.count && text[position + 1] == UInt8(ascii: byte)
  }

  private mutating func sign(_ kind: Token.Kind) -> Token {
    let start = position
    let isLong = kind == .comparison(.lessOrEqual) || kind == .comparison(.greaterOrEqual)
    position += isLong ? 2 : 1
    return Token(kind: kind, place: start..<position)
  }

  private mutating func quoted() throws(QueryFault) -> Token {
    let start = position
    var value: [UInt8] = []
    position += 1
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return Token(kind: .word(parts: [ByteString(value)], isQuoted: true), place: start..<position)
      }
      if byte == UInt8(ascii: "\\"), position + 1 < text.count { position += 1 }
      value.append(text[position])
      position += 1
    }
    throw QueryFault("the text that begins here has no end", at: start..<text.count, hint: "add a closing quote")
  }

  private mutating func word() -> Token {
    let start = position
    var parts: [[UInt8]] = [[]]
    while position < text.count {
      let byte = text[position]
      if byte <= 0x20 || [UInt8]("():<>\"".utf8).contains(byte) { break }
      if byte == UInt8(ascii: "*") {
        parts.append([])
      } else {
        if byte == UInt8(ascii: "\\"), position + 1 < text.count { position += 1 }
        parts[parts.count - 1].append(text[position])
      }
      position += 1
    }
    let place = start..<position
    let plain = ByteString(text[place]).lowercased
    switch plain {
    case "and": return Token(kind: .and, place: place)
    case "or": return Token(kind: .or, place: place)
    case "not": return Token(kind: .not, place: place)
    default: return Token(kind: .word(parts: parts.map { ByteString($0) }, isQuoted: false), place: place)
    }
  }
}
