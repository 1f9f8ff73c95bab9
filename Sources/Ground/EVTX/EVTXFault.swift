/// Why an event log, or a part of it, cannot be read.
public enum EVTXFault: Error, Equatable, Sendable {
  /// The file does not begin with `ElfFile`.
  case notAnEventLog
  /// The file's header is shorter than 4,096 bytes.
  case headerCut
  /// A version of the format that nobody has described; only 3.x is known.
  case unsupportedVersion(major: UInt16, minor: UInt16)
  /// The header's checksum is not that of its bytes.
  case headerChecksum
  /// A block of 64 KiB that does not begin with `ElfChnk`, and is not empty.
  case noChunk
  /// The file ends inside a block; so many bytes are there.
  case chunkCut(Int)
  /// The checksum of a block's header is not that of its bytes.
  case chunkChecksum
  /// The checksum of a block's records is not that of their bytes.
  case recordsChecksum
  /// No record where one is due.
  case noRecord
  /// A record's size is too small, goes over its block's end, or differs from its copy behind the record.
  case recordSize(UInt32)
  /// A record without an event.
  case noEvent
  /// A value goes over the end of what holds it.
  case cut
  /// A byte that begins no token.
  case token(UInt8)
  /// A token that may not stand here.
  case misplacedToken(UInt8)
  /// A reference to a value that the record does not have.
  case noValue(Int)
  /// A value's bytes do not suit its type.
  case value(type: UInt8, size: Int)
  /// A template that holds itself, or elements nested more deeply than any event has them.
  case nesting
  /// The record would grow beyond any event's size.
  case tooLarge
}

extension EVTXFault: CustomStringConvertible {
  /// The fault in a sentence.
  public var description: String {
    switch self {
    case .notAnEventLog: "this is no Windows event log: it does not begin with ElfFile"
    case .headerCut: "the file ends inside its header of 4,096 bytes"
    case .unsupportedVersion(let major, let minor): "version \(major).\(minor) of the format is not known, only 3.x"
    case .headerChecksum: "the checksum of the file's header is wrong"
    case .noChunk: "a block does not begin with ElfChnk and was left out"
    case .chunkCut(let count): "the file ends inside a block, of which it holds \(count) of 65,536 bytes"
    case .chunkChecksum: "the checksum of a block's header is wrong; its records were read as they are"
    case .recordsChecksum: "the checksum of a block's records is wrong; they were read as they are"
    case .noRecord: "there is no record where one is due"
    case .recordSize(let size): "a record's size of \(size) bytes cannot be right"
    case .noEvent: "the record holds no event"
    case .cut: "a value goes over the end of its record or block"
    case .token(let byte): "the byte \(byte) begins nothing in binary XML"
    case .misplacedToken(let byte): "the token \(byte) of binary XML may not stand here"
    case .noValue(let index): "value \(index) is named, but the record does not have it"
    case .value(let type, let size): "\(size) bytes are no value of type \(type)"
    case .nesting: "elements or templates are nested too deeply"
    case .tooLarge: "the event would grow beyond 16 MiB"
    }
  }
}

/// A fault and its place.
public struct EVTXProblem: Error, Equatable, Sendable {
  /// Offset in the file, in bytes.
  package var offset: Int
  /// What is wrong there.
  public var fault: EVTXFault
  /// The record that is lost for it, if it is one.
  public var record: UInt64?

  /// A fault at an offset of the file.
  public init(_ fault: EVTXFault, at offset: Int, record: UInt64? = nil) {
    self.fault = fault
    self.offset = offset
    self.record = record
  }
}

extension EVTXProblem: CustomStringConvertible {
  /// Offset, record and fault in a sentence.
  public var description: String {
    let lost = record.map { "record \($0) was left out: " } ?? ""
    return "at byte \(offset): \(lost)\(fault)"
  }
}
