import Bytes

/// Reads a cpio archive of the form that RPM packages have: "newc", with or without checksums.
package final class CpioReader: ArchiveReader {
  private let feed: ArchiveFeed
  private let limits: ArchiveLimits
  private var count = 0
  private var unread = 0
  private var padding = 0

  package init(_ source: any ArchiveSource, limits: ArchiveLimits = ArchiveLimits()) {
    feed = ArchiveFeed(source, limit: limits.unpacked)
    self.limits = limits
  }

  /// Whether some bytes are the beginning of such an archive.
  package static func recognises(_ beginning: [UInt8]) -> Bool {
    beginning.starts(with: "070701".utf8) || beginning.starts(with: "070702".utf8)
  }

  package func next() throws(ArchiveFault) -> ArchiveMember? {
    try feed.skip(unread + padding)
    (unread, padding) = (0, 0)
    let header = try feed.take(110)
    guard Self.recognises(header) else {
      throw .damaged("byte \(feed.position - 110) is not the beginning of a file in a cpio archive")
    }
    count += 1
    guard count <= limits.members else { throw .tooLarge("it holds more than \(limits.members) files") }
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
    unread = size
    padding = Self.paddingBehind(size)
    return ArchiveMember(path: path, kind: kind, size: size)
  }

  package func content() throws(ArchiveFault) -> [UInt8] {
    let bytes = try feed.take(unread)
    unread = 0
    return bytes
  }

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
