/// A piece of a pattern's text: what it is, and where it stands.
package struct PatternPiece<Kind: Sendable & Equatable>: Sendable, Equatable {
  /// What it is.
  package var kind: Kind
  /// Where it stands.
  package var range: Range<Int>

  /// A piece.
  package init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
  }
}
