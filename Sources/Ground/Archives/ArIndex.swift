import Bytes
import System

/// The members of an `ar` archive, which is what a Debian package is.
struct ArIndex {
  /// A member, and where in the file it is.
  struct Member: Equatable {
    var name: String
    var range: Range<Int64>
  }

  /// No package has more.
  private static let memberLimit = 64

  let members: [Member]

  /// Whether some bytes are the beginning of such an archive.
  static func recognises(_ beginning: [UInt8]) -> Bool { beginning.starts(with: "!<arch>\n".utf8) }

  /// - Parameter size: the file's.
  init(_ file: OpenedFile, size: Int64) throws(ArchiveFault) {
    var members: [Member] = []
    var at: Int64 = 8
    while at < size {
      guard members.count < Self.memberLimit else { throw .tooLarge("it has more than \(Self.memberLimit) parts") }
      let header = try file.bytes(at: at, count: 60)
      guard header[58] == 0x60, header[59] == 0x0A,
        let length = Int64(Self.text(header[48..<58])), length >= 0
      else { throw .damaged("byte \(at) is not the beginning of a part of an ar archive") }
      at += 60
      guard length <= size - at else { throw .truncated }
      var name = Self.text(header[0..<16])
      if name.hasSuffix("/") { name.removeLast() }
      members.append(Member(name: name, range: at..<(at + length)))
      // Members begin at even bytes.
      at += length + length % 2
    }
    self.members = members
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0x20 }, as: UTF8.self)
  }
}
