import Bytes

/// A piece of a list of literals.
package typealias LiteralToken = PatternPiece<LiteralTokenKind>

/// What a piece of a list of literals is.
package enum LiteralTokenKind: Sendable, Equatable {
  /// A leading `!`.
  case negation
  /// A byte that stands for itself.
  case literal(UInt8)
  /// `|`
  case bar
  /// `^` at the beginning of a text.
  case startAnchor
  /// `$` at the end of a text.
  case endAnchor
}

/// The pieces of a list of literals (docs/reference/regex.md §5), from the left.
package struct LiteralTokens: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var at = 0
  /// Where the text begins.
  private var start = 0

  /// Reads a pattern.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next piece.
  package mutating func next() -> LiteralToken? {
    guard at < bytes.count else { return nil }
    let first = at
    at += 1
    let kind: LiteralTokenKind
    switch bytes[first] {
    case UInt8(ascii: "!") where first == 0:
      kind = .negation
      start = at
    case UInt8(ascii: "|"):
      kind = .bar
      start = at
    case UInt8(ascii: "^") where first == start: kind = .startAnchor
    case UInt8(ascii: "$") where at == bytes.count || bytes[at] == UInt8(ascii: "|"): kind = .endAnchor
    case let byte: kind = .literal(byte)
    }
    return LiteralToken(kind, first..<at)
  }
}
