import PatternSyntax
import Patterns

/// A piece of a pattern, as far as changing it needs to know.
///
/// Reading never fails: what is not understood is ``Kind/other``, and stays as it is.
struct PatternToken: Sendable, Equatable {
  /// What a piece is.
  enum Kind: Sendable, Equatable {
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

  var kind: Kind
  var range: Range<Int>

  init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
  }

  /// Takes a pattern apart.
  static func tokens(of text: [UInt8], in dialect: Dialect) -> [PatternToken] {
    switch dialect {
    case .osmatch: literals(text, negates: true)
    case .wordmatch: literals(text, negates: false)
    case .osregex: native(text)
    case .pcre2: PCRE2Tokens.tokens(of: text)
    case .ip: []
    }
  }

  private static func literals(_ text: [UInt8], negates: Bool) -> [PatternToken] {
    var tokens: [PatternToken] = []
    var at = 0
    if negates, text.first == UInt8(ascii: "!") {
      tokens.append(PatternToken(.other, 0..<1))
      at = 1
    }
    var start = at
    while at < text.count {
      let byte = text[at]
      let kind: Kind
      switch byte {
      case UInt8(ascii: "|"): kind = .bar
      case UInt8(ascii: "^") where negates && at == start: kind = .startAnchor
      case UInt8(ascii: "$") where negates && (at + 1 == text.count || text[at + 1] == UInt8(ascii: "|")):
        kind = .endAnchor
      default: kind = .literal(byte)
      }
      tokens.append(PatternToken(kind, at..<at + 1))
      at += 1
      if kind == .bar { start = at }
    }
    return tokens
  }

  private static func native(_ text: [UInt8]) -> [PatternToken] {
    var tokens: [PatternToken] = []
    var at = 0
    var start = 0
    while at < text.count {
      let byte = text[at]
      var end = at + 1
      let kind: Kind
      switch byte {
      case UInt8(ascii: "\\") where end < text.count:
        kind = .byteClass(text[end])
        end += 1
      case UInt8(ascii: "+"), UInt8(ascii: "*"):
        if case .byteClass? = tokens.last?.kind { kind = .quantifier } else { kind = .literal(byte) }
      case UInt8(ascii: "("): kind = .open
      case UInt8(ascii: ")"): kind = .close
      case UInt8(ascii: "|"): kind = .bar
      case UInt8(ascii: "^") where at == start: kind = .startAnchor
      case UInt8(ascii: "$") where end == text.count || text[end] == UInt8(ascii: "|"): kind = .endAnchor
      default: kind = .literal(byte)
      }
      tokens.append(PatternToken(kind, at..<end))
      at = end
      if kind == .bar { start = at }
    }
    return tokens
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
