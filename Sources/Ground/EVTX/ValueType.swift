/// The types of values, by the numbers of section 2.2.12 of [MS-EVEN6].
enum ValueType {
  static let null: UInt8 = 0x00, string: UInt8 = 0x01, ansiString: UInt8 = 0x02
  static let int8: UInt8 = 0x03, uint8: UInt8 = 0x04, int16: UInt8 = 0x05, uint16: UInt8 = 0x06
  static let int32: UInt8 = 0x07, uint32: UInt8 = 0x08, int64: UInt8 = 0x09, uint64: UInt8 = 0x0A
  static let real32: UInt8 = 0x0B, real64: UInt8 = 0x0C, bool: UInt8 = 0x0D, binary: UInt8 = 0x0E
  static let guid: UInt8 = 0x0F, size: UInt8 = 0x10, fileTime: UInt8 = 0x11, systemTime: UInt8 = 0x12
  static let sid: UInt8 = 0x13, hex32: UInt8 = 0x14, hex64: UInt8 = 0x15, handle: UInt8 = 0x20
  static let binaryXML: UInt8 = 0x21, xml: UInt8 = 0x23
  /// Set on a list of values of a type.
  static let array: UInt8 = 0x80

  /// Bytes of a value of a type of which lists are made; nil where they differ.
  static func width(of type: UInt8) -> Int? {
    switch type {
    case int8, uint8: 1
    case int16, uint16: 2
    case int32, uint32, real32, bool, hex32: 4
    case int64, uint64, real64, fileTime, hex64, size: 8
    case guid, systemTime: 16
    default: nil
    }
  }
}
