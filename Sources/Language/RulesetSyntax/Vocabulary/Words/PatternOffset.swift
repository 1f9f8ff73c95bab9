import Bytes

/// Where a decoder's pattern or plugin starts to look (docs/reference/decoders.md §5.2).
public enum PatternOffset: UInt8, Sendable, BitwiseCopyable {
  /// At the first byte that pre-decoding has left.
  case none
  /// Behind what the parent's prematch matched.
  case afterParent
  /// Behind what the decoder's own prematch matched.
  case afterPrematch
  /// Behind what the regex before it in the chain matched.
  case afterRegex

  /// What can be written, in order.
  package static let names: [String] = ["after_parent", "after_prematch", "after_regex"]

  /// The offset of a name, in any case; nil for what cannot be written.
  package init?(name: ByteString) {
    guard let index = Self.names.firstIndex(of: name.lowercased.description) else { return nil }
    self.init(rawValue: UInt8(index + 1))
  }
}
