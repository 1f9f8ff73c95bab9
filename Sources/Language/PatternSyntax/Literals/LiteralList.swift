import Bytes

/// A pattern of the literal dialect (OS_Match) taken apart: docs/reference/regex.md §5.
public struct LiteralList: Sendable, Equatable {
  /// One of the texts between bars.
  public struct Alternative: Sendable, Equatable {
    /// Begins with `^`.
    public var isAnchoredAtStart: Bool
    /// Ends with `$`.
    public var isAnchoredAtEnd: Bool
    /// The text in between, its case folded.
    public var text: ByteString

    /// Whether it holds for every subject.
    public var matchesEverything: Bool { text.isEmpty && !(isAnchoredAtStart && isAnchoredAtEnd) }
    /// Whether it holds for none: a free text with a byte from 0x80 on is never found.
    public var cannotMatch: Bool {
      !isAnchoredAtStart && !isAnchoredAtEnd && text.bytes.contains { $0 >= 0x80 }
    }
  }

  /// Whether a leading `!` turns the answer around.
  public var isNegated: Bool
  /// The texts.
  public var alternatives: [Alternative]

  /// Takes a pattern apart.
  ///
  /// Its length is all that can be wrong with it.
  public init(_ source: ByteString) throws(PatternError) {
    try Self.check(source)
    isNegated = false
    alternatives = []
    var current = Alternative(isAnchoredAtStart: false, isAnchoredAtEnd: false, text: "")
    for token in LiteralTokens(source.bytes) {
      switch token.kind {
      case .negation: isNegated = true
      case .literal(let byte): current.text.bytes.append(ASCII.fold(byte))
      case .startAnchor: current.isAnchoredAtStart = true
      case .endAnchor: current.isAnchoredAtEnd = true
      case .bar:
        alternatives.append(current)
        current = Alternative(isAnchoredAtStart: false, isAnchoredAtEnd: false, text: "")
      }
    }
    alternatives.append(current)
  }

  /// Says what is wrong with a pattern.
  package static func check(_ source: ByteString) throws(PatternError) {
    guard source.count <= NativeExpression.maximumLength else { throw .tooLong(source.count) }
    if let at = source.withView({ $0.firstIndex(of: 0) }) { throw .nul(at) }
  }

  /// Whether a leading `!` turns the answer around.
  package static func isNegated(_ source: ByteString) -> Bool { source.bytes.first == UInt8(ascii: "!") }
}
