import Bytes

/// One of the things that an archive holds.
package struct ArchiveMember: Equatable, Sendable {
  package enum Kind: Equatable, Sendable { case file, folder, link, other }

  /// Its path as the archive has it.
  package var path: ByteString
  package var kind: Kind
  /// The bytes of a file.
  package var size: Int

  package init(path: ByteString, kind: Kind, size: Int) {
    self.path = path
    self.kind = kind
    self.size = size
  }

  /// The folders of its path and its name, without `.`.
  /// - Throws: when the path leads out of the folder that the archive is unpacked in.
  package func parts() throws(ArchiveFault) -> [ArraySlice<UInt8>] {
    guard path.bytes.first != UInt8(ascii: "/") else {
      throw .hostile("\(TerminalText.line(path)) begins at the root of the file system")
    }
    let parts = path.bytes.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
    guard !parts.contains(where: { $0.elementsEqual("..".utf8) }) else {
      throw .hostile("\(TerminalText.line(path)) leads out of the archive")
    }
    return parts
  }
}

/// Goes through an archive from its beginning to its end.
package protocol ArchiveReader: AnyObject {
  /// The next member; nil at the end.
  func next() throws(ArchiveFault) -> ArchiveMember?
  /// The bytes of the member that came last.
  func content() throws(ArchiveFault) -> [UInt8]
}

/// How much of an archive is looked at: a manager's package unpacks to about two gigabytes.
package struct ArchiveLimits: Sendable {
  /// All bytes that it unpacks to.
  package var unpacked = 8 << 30
  /// Its members.
  package var members = 1_000_000
  /// The longest path.
  package var path = 1 << 12

  package init() {}
}
