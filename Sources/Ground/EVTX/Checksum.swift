import Bytes
import CZlib

/// The checksums of the format.
enum Checksum {
  /// CRC-32 of a range of bytes, which goes on from `start`.
  static func crc32(_ bytes: [UInt8], _ range: Range<Int>, from start: UInt32 = 0) -> UInt32 {
    bytes.withView { view in
      UInt32(truncatingIfNeeded: crc32_z(UInt(start), view[range].base, range.count))
    }
  }
}
