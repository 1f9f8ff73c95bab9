import Bytes
import PatternSyntax

/// One word per byte: the classes it belongs to (bits 0 to 14) and the byte with its case folded (bits 16 to 23).
///
/// The table is built once for the whole process and never freed; matchers keep its address, so that a match neither
/// counts a reference nor asks whether the table exists yet.
enum ByteTable {
  /// 256 entries.
  static let shared: ByteTableAddress = {
    let table = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)
    for byte in UInt8.min...UInt8.max {
      var entry = UInt32(ASCII.fold(byte)) << 16
      for byteClass in ByteClass.allCases where byteClass.contains(byte) { entry |= byteClass.bit }
      table[Int(byte)] = entry
    }
    return ByteTableAddress(entries: UnsafePointer(table))
  }()
}

/// The address of an immutable table.
struct ByteTableAddress: @unchecked Sendable {
  let entries: UnsafePointer<UInt32>
}
