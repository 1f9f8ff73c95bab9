import Bytes

/// A list of keys and values that rules look things up in (spec/rules.md §6.3).
public struct CDBList: Sendable {
  /// The name that rules use, without `.cdb`.
  public var name: ByteString
  /// The file; nil for a list written in a case.
  public var path: String?

  /// Reads a list's text.
  public init(name: ByteString, path: String?, text: [UInt8]) {
    self.name = name
    self.path = path
  }

  /// The value stored for a key (the first one where the key repeats); nil without the key.
  public func value(for key: ByteView) -> ByteString? { nil }

  /// Whether the key is there.
  public func contains(_ key: ByteView) -> Bool { false }
}
