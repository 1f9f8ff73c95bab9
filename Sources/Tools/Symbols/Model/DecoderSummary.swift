import Bytes

/// What a decoder's own text says, be it loadable or not.
package struct DecoderSummary: Sendable, Equatable {
  /// The name.
  package var symbol: Symbol
  /// The parent; nil without one.
  package var parent: Symbol?
  /// The fields of its order.
  package var fields: [Symbol] = []
  /// All its bytes.
  package var range: Range<Int>
  /// The bytes of the name.
  package var nameRange: Range<Int>
}
