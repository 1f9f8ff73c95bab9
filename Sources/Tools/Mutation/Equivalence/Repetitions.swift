import Bytes

/// Compares PCRE2 patterns apart from repetitions that cannot be noticed.
///
/// Where all that matters is whether there is a match, the last piece of an alternative need not be taken more often than it
/// has to be, for nothing follows it; nor the first one, for the search may begin at a later place. So `\d{5,}$` and
/// `\d{5}$` differ, `x\d{5,}` and `x\d{5}` do not. Only single bytes and sets count as pieces: repeating a group may come to
/// an end by the limits of matching.
enum Repetitions {
  /// Whether two patterns differ in such repetitions at most.
  static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool { reduced(left) == reduced(right) }

  /// The pattern with these repetitions cut down to the least number.
  private static func reduced(_ text: [UInt8]) -> [[UInt8]] {
    let tokens = PatternToken.tokens(of: text, in: .pcre2)
    var result: [[UInt8]] = []
    var depth = 0
    for (index, token) in tokens.enumerated() {
      if token.kind == .open { depth += 1 }
      if token.kind == .close { depth -= 1 }
      let isAtEdge = ends(index, in: tokens) || begins(index, in: tokens)
      if token.kind == .quantifier, depth == 0, isAtEdge, index > 0, isPiece(tokens[index - 1]),
        let least = least(Array(text[token.range]))
      {
        if least != 1 { result.append(Array("{\(least)}".utf8)) }
      } else {
        result.append(Array(text[token.range]))
      }
    }
    return result
  }

  private static func isPiece(_ token: PatternToken) -> Bool {
    switch token.kind {
    case .literal, .escapedLiteral, .byteClass, .any, .set: true
    default: false
    }
  }

  private static func ends(_ index: Int, in tokens: [PatternToken]) -> Bool {
    index + 1 == tokens.count || tokens[index + 1].kind == .bar
  }

  /// Whether the piece that is repeated is the first of an alternative.
  private static func begins(_ index: Int, in tokens: [PatternToken]) -> Bool {
    index == 1 || index > 1 && tokens[index - 2].kind == .bar
  }

  private static func least(_ quantifier: [UInt8]) -> Int? {
    switch quantifier.first {
    case UInt8(ascii: "+"): return 1
    case UInt8(ascii: "*"), UInt8(ascii: "?"): return 0
    case UInt8(ascii: "{"):
      return Int(String(decoding: quantifier.dropFirst().prefix(while: ASCII.isDigit), as: UTF8.self))
    default: return nil
    }
  }
}
