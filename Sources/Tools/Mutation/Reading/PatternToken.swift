import PatternSyntax
import Patterns

/// A piece of a pattern, as far as changing it needs to know.
///
/// Reading never fails: what is not understood is ``PatternTokenKind/other``, and stays as it is.
typealias PatternToken = PatternPiece<PatternTokenKind>

/// What a piece is, as far as changing it needs to know.
enum PatternTokenKind: Sendable, Equatable {
  /// A byte that stands for itself.
  case literal(UInt8)
  /// A byte that stands for itself behind a backslash (PCRE2).
  case escapedLiteral(UInt8)
  /// `\d`, `\w` …: the letter.
  case byteClass(UInt8)
  /// `.` of PCRE2.
  case any
  /// `[…]` of PCRE2.
  case set
  /// `+`, `*`, `?`, `{2,3}`, with what makes it lazy or possessive.
  case quantifier
  case startAnchor, endAnchor
  case bar
  case open, close
  case other
}

extension PatternToken {
  /// Takes a pattern apart.
  static func tokens(of text: [UInt8], in dialect: Dialect) -> [PatternToken] {
    switch dialect {
    case .osmatch: LiteralTokens(text).map { PatternToken(kind(of: $0.kind), $0.range) }
    case .wordmatch: text.enumerated().map { PatternToken($1 == UInt8(ascii: "|") ? .bar : .literal($1), $0..<$0 + 1) }
    case .osregex: NativeTokens(text).flatMap(tokens)
    case .pcre2: PCRE2Tokens(text).all.map { PatternToken(kind(of: $0.kind), $0.range) }
    case .ip: []
    }
  }

  private static func kind(of literal: LiteralTokenKind) -> PatternTokenKind {
    switch literal {
    case .negation: .other
    case .literal(let byte): .literal(byte)
    case .bar: .bar
    case .startAnchor: .startAnchor
    case .endAnchor: .endAnchor
    }
  }

  /// An escape and its quantifier are two pieces.
  private static func tokens(of native: NativeToken) -> [PatternToken] {
    switch native.kind {
    case .literal(let byte): return [PatternToken(.literal(byte), native.range)]
    case .escape(let letter, let quantifier):
      let end = native.range.lowerBound + 2
      let escape = PatternToken(.byteClass(letter), native.range.lowerBound..<end)
      return quantifier == .one ? [escape] : [escape, PatternToken(.quantifier, end..<end + 1)]
    case .lastBackslash: return [PatternToken(.literal(UInt8(ascii: "\\")), native.range)]
    case .open: return [PatternToken(.open, native.range)]
    case .close: return [PatternToken(.close, native.range)]
    case .bar: return [PatternToken(.bar, native.range)]
    case .startAnchor: return [PatternToken(.startAnchor, native.range)]
    case .endAnchor: return [PatternToken(.endAnchor, native.range)]
    }
  }

  private static func kind(of pcre2: PCRE2TokenKind) -> PatternTokenKind {
    switch pcre2 {
    case .literal(let byte): .literal(byte)
    case .escapedLiteral(let byte): .escapedLiteral(byte)
    case .shorthand(let letter) where "dwsDWS".utf8.contains(letter): .byteClass(letter)
    case .any: .any
    case .set: .set
    case .quantifier: .quantifier
    case .anchor(UInt8(ascii: "^")), .anchor(UInt8(ascii: "A")): .startAnchor
    case .anchor(UInt8(ascii: "$")), .anchor(UInt8(ascii: "z")), .anchor(UInt8(ascii: "Z")): .endAnchor
    case .bar: .bar
    case .open: .open
    case .close: .close
    default: .other
    }
  }
}

extension [PatternToken] {
  /// The alternatives of the pattern and of each of its groups, where there are at least two: per list the ranges of the
  /// tokens' indices, bars left out.
  var alternatives: [[Range<Int>]] {
    var open: [(start: Int, found: [Range<Int>])] = [(0, [])]
    var lists: [(start: Int, found: [Range<Int>])] = []
    for (index, token) in enumerated() {
      switch token.kind {
      case .open: open.append((index + 1, []))
      case .bar:
        let at = open.count - 1
        open[at].found.append(open[at].start..<index)
        open[at].start = index + 1
      case .close where open.count > 1:
        var list = open.removeLast()
        list.found.append(list.start..<index)
        lists.append(list)
      default: break
      }
    }
    while var list = open.popLast() {
      list.found.append(list.start..<count)
      lists.append(list)
    }
    return lists.map(\.found).filter { $0.count > 1 }.sorted { $0[0].lowerBound < $1[0].lowerBound }
  }
}
