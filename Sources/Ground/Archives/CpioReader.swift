import Bytes

/// Reads a cpio archive of the form that RPM packages have: "newc", with or without checksums.
package final class CpioReader: ArchiveReader {
  private let members: MemberFeed
  private var feed: ArchiveFeed { members.bytes }
  private var limits: ArchiveLimits { members.limits }

  package init(_ source: any ArchiveSource, limits: ArchiveLimits = ArchiveLimits()) {
    members = MemberFeed(source, limits: limits)
  }

  /// Whether some bytes are the beginning of such an archive.
  package static func recognises(_ beginning: [UInt8]) -> Bool {
    beginning.starts(with: "070701".utf8) || beginning.starts(with: "070702".utf8)
  }

  package func next() throws(ArchiveFault) -> ArchiveMember? {
    try members.passLast()
    let header = try feed.take(110)
    guard Self.recognises(header) else {
      throw .damaged("byte \(feed.position - 110) is not the beginning of a file in a cpio archive")
    }
    try members.begin()
    let (mode, size) = (try Self.number(header, 1), try Self.number(header, 6))
    let nameSize = try Self.number(header, 11)
    guard (1...limits.path).contains(nameSize) else { throw .tooLarge("it has a path of \(nameSize) bytes") }
    let path = ByteString(Array(try feed.take(nameSize).prefix { $0 != 0 }))
    try feed.skip(Self.paddingBehind(110 + nameSize))
    guard path != "TRAILER!!!" else { return nil }
    let kind: ArchiveMember.Kind =
      switch mode & 0o170000 {
      case 0o100000: .file
      case 0o040000: .folder
      case 0o120000: .link
      default: .other
      }
    members.expect(size, padding: Self.paddingBehind(size))
    return ArchiveMember(path: path, kind: kind, size: size)
  }

  package func content() throws(ArchiveFault) -> [UInt8] { try members.content() }

  private static func paddingBehind(_ size: Int) -> Int { (4 - size % 4) % 4 }

  /// One of the fields of eight hexadecimal digits.
  private static func number(_ header: [UInt8], _ field: Int) throws(ArchiveFault) -> Int {
    let digits = header[(6 + 8 * field)..<(14 + 8 * field)]
    guard digits.allSatisfy({ ASCII.hexValue($0) != nil }),
      let value = Int(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw .damaged("a header of cpio has a field that is no number") }
    return value
  }
}
