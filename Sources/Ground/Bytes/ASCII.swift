/// The few facts about ASCII bytes that the engine's formats rest on. Bytes from 0x80 on belong to no class.
public enum ASCII {
  /// The lower-case letter for A–Z, every other byte as it is.
  @inlinable
  public static func fold(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte &+ 32 : byte
  }

  /// 0–9.
  @inlinable
  public static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// a–z.
  @inlinable
  public static func isLower(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

  /// A–Z.
  @inlinable
  public static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

  /// A–Z, a–z, 0–9.
  @inlinable
  public static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLower(fold(byte)) }

  /// The value of a hexadecimal digit, or nil.
  @inlinable
  public static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
