/// Collects output bytes: JSON documents, reports, messages.
///
/// A writer keeps its storage when it is emptied, so one writer serves a whole run.
public struct ByteWriter: Sendable {
  /// What has been written.
  public private(set) var bytes: [UInt8] = []

  /// An empty writer.
  @inlinable
  public init() {}

  /// Number of bytes written.
  public var count: Int { bytes.count }

  /// Forgets what was written and keeps the storage.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Drops what was written behind `count`.
  public mutating func truncate(to count: Int) { bytes.removeLast(bytes.count - count) }

  /// Writes one byte.
  public mutating func write(byte: UInt8) { bytes.append(byte) }

  /// Writes the bytes of a view.
  public mutating func write(_ view: ByteView) {
    bytes.append(contentsOf: view.buffer)
  }

  /// Writes bytes.
  public mutating func write(_ text: ByteString) { bytes.append(contentsOf: text.bytes) }

  /// Writes a literal.
  public mutating func write(_ text: StaticString) { write(ByteView(text)) }

  /// Writes a string's UTF-8 bytes.
  public mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Writes a decimal number, padded in front with zeros to `width` digits.
  public mutating func write(decimal number: Int, width: Int = 0) {
    if number < 0 { bytes.append(0x2D) }
    // Backwards, and then turned around: no other array is needed.
    let start = bytes.count
    var magnitude = number.magnitude
    repeat {
      bytes.append(UInt8(0x30 + magnitude % 10))
      magnitude /= 10
    } while magnitude > 0
    while bytes.count - start < width { bytes.append(0x30) }
    bytes[start...].reverse()
  }
}
