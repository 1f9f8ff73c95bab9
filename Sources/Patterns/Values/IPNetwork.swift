import Bytes

/// One entry of `srcip` or `dstip` (spec/regex.md §7).
public struct IPNetwork: Sendable, Hashable {
  /// Reads an entry; nil when the engine would refuse it.
  public init?(_ text: ByteString) { nil }

  /// Whether the engine finds an address in this network; never for what is no address.
  public func contains(_ address: ByteView) -> Bool { false }
}
