/// Bytes that are owned: a name, a pattern, a field's value.
///
/// A `ByteString` is what a ruleset file or a log holds, byte for byte. It compares and hashes by bytes, and turns into
/// a `String` only where it is shown to a person (``description``: broken UTF-8 becomes U+FFFD).
///
/// ```swift
/// let name: ByteString = "web-accesslog"
/// name.withView { view in view.starts(with: "web") }   // true
/// ```
public struct ByteString: Hashable, Sendable {
  /// The bytes.
  public var bytes: [UInt8]

  /// No bytes.
  @inlinable
  public init() { bytes = [] }

  /// Takes over an array.
  @inlinable
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Copies a view.
  @inlinable
  public init(_ view: ByteView) {
    bytes = [UInt8](view.buffer)
  }

  /// Copies any sequence of bytes.
  @inlinable
  public init(_ bytes: some Sequence<UInt8>) { self.bytes = [UInt8](bytes) }

  /// The UTF-8 bytes of a string.
  @inlinable
  public init(_ string: String) { bytes = [UInt8](string.utf8) }

  /// Hashes all bytes at once; an array would hash them one by one.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(bytes.count)
    withView { $0.hash(into: &hasher) }
  }

  /// Number of bytes.
  @inlinable
  public var count: Int { bytes.count }

  /// Whether there is no byte.
  @inlinable
  public var isEmpty: Bool { bytes.isEmpty }

  /// Calls `body` with a view that is valid during the call.
  @inlinable
  public func withView<Result, Failure: Error>(_ body: (ByteView) throws(Failure) -> Result) throws(Failure) -> Result {
    try bytes.withView(body)
  }

  /// The same bytes with A–Z turned into a–z.
  public var lowercased: ByteString { ByteString(bytes.map(ASCII.fold)) }

  /// Whether both are equal when ASCII letters are compared without case.
  @inlinable
  public func equalsFoldingCase(_ other: ByteString) -> Bool {
    withView { left in other.withView { right in left.equalsFoldingCase(right) } }
  }

  /// Appends bytes.
  @inlinable
  public mutating func append(_ other: ByteString) { bytes.append(contentsOf: other.bytes) }
}

extension ByteString: ExpressibleByStringLiteral {
  /// The UTF-8 bytes of a literal.
  @inlinable
  public init(stringLiteral value: String) { self.init(value) }
}

extension ByteString: Comparable {
  /// Orders by bytes, as the reference orders file names.
  @inlinable
  public static func < (left: ByteString, right: ByteString) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension ByteString: CustomStringConvertible {
  /// The bytes as text for people; what is not UTF-8 shows as U+FFFD.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}

extension String {
  /// The bytes as text for people; what is not UTF-8 shows as U+FFFD.
  @inlinable
  public init(_ view: ByteView) {
    self = String(decoding: view.buffer, as: UTF8.self)
  }
}

extension ByteString {
  package static func + (left: ByteString, right: ByteString) -> ByteString { ByteString(left.bytes + right.bytes) }
}
