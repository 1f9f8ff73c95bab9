/// What the byte at one place has to be: one of a class, or a byte without regard to case.
public struct PrefixByte: BitwiseCopyable, Sendable {
  /// The bits of ``ByteTable`` of which the byte needs one.
  private let mask: UInt32
  /// The value of the masked bits.
  private let value: UInt32

  init(byteClass bit: UInt32) {
    (mask, value) = (bit, bit)
  }

  init(folded byte: UInt8) {
    mask = 0x00FF_0000
    value = UInt32(byte) << 16
  }

  /// The table that ``accepts(_:_:)`` is to be given.
  public static var table: UnsafePointer<UInt32> { ByteTable.shared.entries }

  /// Whether a byte will do.
  @inline(__always)
  public func accepts(_ byte: UInt8, _ table: UnsafePointer<UInt32>) -> Bool { table[Int(byte)] & mask == value }
}
