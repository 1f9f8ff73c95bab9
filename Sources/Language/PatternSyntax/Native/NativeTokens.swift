import Bytes

/// A piece of a native pattern.
package typealias NativeToken = PatternPiece<NativeTokenKind>

/// What a piece of a native pattern is.
package enum NativeTokenKind: Sendable, Equatable {
  /// A byte that stands for itself.
  case literal(UInt8)
  /// A backslash and the byte behind it, known or not, with its quantifier.
  case escape(UInt8, NativeExpression.Quantifier)
  /// A backslash at the end.
  case lastBackslash
  /// `(`
  case open
  /// `)`
  case close
  /// `|`
  case bar
  /// `^` at the beginning of an alternative.
  case startAnchor
  /// `$` at the end of an alternative.
  case endAnchor
}

/// The pieces of a native pattern (docs/reference/regex.md §2), from the left. Reading never fails; what is no pattern,
/// ``NativeExpression`` says.
package struct NativeTokens: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var at = 0
  /// Where the alternative begins.
  private var start = 0

  /// Reads a text.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next piece.
  package mutating func next() -> NativeToken? {
    guard at < bytes.count else { return nil }
    let first = at
    at += 1
    let kind: NativeTokenKind
    switch bytes[first] {
    case UInt8(ascii: "\\"): kind = escape()
    case UInt8(ascii: "("): kind = .open
    case UInt8(ascii: ")"): kind = .close
    case UInt8(ascii: "|"):
      kind = .bar
      start = at
    case UInt8(ascii: "^") where first == start: kind = .startAnchor
    // (A bar inside a group is an error, so it need not be told apart.)
    case UInt8(ascii: "$") where at == bytes.count || bytes[at] == UInt8(ascii: "|"): kind = .endAnchor
    case let byte: kind = .literal(byte)
    }
    return NativeToken(kind, first..<at)
  }

  private mutating func escape() -> NativeTokenKind {
    guard at < bytes.count else { return .lastBackslash }
    let letter = bytes[at]
    at += 1
    switch at < bytes.count ? bytes[at] : 0 {
    case UInt8(ascii: "+"):
      at += 1
      return .escape(letter, .plus)
    case UInt8(ascii: "*"):
      at += 1
      return .escape(letter, .star)
    default: return .escape(letter, .one)
    }
  }
}
