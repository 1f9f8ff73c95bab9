import Bytes

/// Reads a tar archive: POSIX (ustar and pax) and GNU, as all tars write them.
package final class TarReader: ArchiveReader {
  private static let blockSize = 512
  /// Zeros that fill up the last record, which nobody makes larger.
  private static let mostBehindEnd = 64 << 20

  private let members: MemberFeed
  private var feed: ArchiveFeed { members.bytes }
  private var limits: ArchiveLimits { members.limits }

  package init(_ source: any ArchiveSource, limits: ArchiveLimits = ArchiveLimits()) {
    members = MemberFeed(source, limits: limits)
  }

  /// Whether some bytes are the beginning of a tar archive.
  package static func recognises(_ beginning: [UInt8]) -> Bool {
    guard beginning.count >= blockSize else { return false }
    let block = Array(beginning[..<blockSize])
    return !block.allSatisfy { $0 == 0 } && hasGoodSum(block)
  }

  package func next() throws(ArchiveFault) -> ArchiveMember? {
    try members.passLast()
    var extended = Extension()
    while true {
      guard let block = try header() else {
        guard extended.isEmpty else { throw .truncated }
        return nil
      }
      try members.begin()
      let size = try Self.number(block[124..<136], what: "the size of a file")
      switch block[156] {
      case UInt8(ascii: "L"): extended.path = Self.text(try meta(size))
      // The target of a long link: links are not followed anyway.
      case UInt8(ascii: "K"): _ = try meta(size)
      case UInt8(ascii: "x"): try extended.read(try meta(size))
      // Said of all that follows: only paths and sizes matter here, and nobody says these of all.
      case UInt8(ascii: "g"): _ = try meta(size)
      default: return try member(block, size: size, extended)
      }
    }
  }

  package func content() throws(ArchiveFault) -> [UInt8] { try members.content() }

  /// The next header; nil at the end, which is a block of zeros, or nothing at all where the archive was cut short politely.
  private func header() throws(ArchiveFault) -> [UInt8]? {
    if try feed.isAtEnd() {
      guard members.count > 0 else { throw .truncated }
      return nil
    }
    let block = try feed.take(Self.blockSize)
    if block.allSatisfy({ $0 == 0 }) {
      // What it is packed in has a sum at its end, and whoever unpacks it says only there that all was well.
      try feed.drain(atMost: Self.mostBehindEnd)
      return nil
    }
    guard Self.hasGoodSum(block) else {
      throw .damaged("byte \(feed.position - Self.blockSize) is not the beginning of a file in a tar archive")
    }
    return block
  }

  /// The content of a header that says something about the next one.
  private func meta(_ size: Int) throws(ArchiveFault) -> [UInt8] {
    guard size <= limits.path * 16 else { throw .tooLarge("it has a path of \(size) bytes") }
    let bytes = try feed.take(size)
    try feed.skip(Self.paddingBehind(size))
    return bytes
  }

  private func member(
    _ block: [UInt8], size: Int, _ extended: Extension
  ) throws(ArchiveFault) -> ArchiveMember {
    let kind: ArchiveMember.Kind =
      switch block[156] {
      case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): .file
      case UInt8(ascii: "1"), UInt8(ascii: "2"): .link
      case UInt8(ascii: "5"): .folder
      default: .other
      }
    var path = extended.path ?? Self.text(Array(block[0..<100]))
    // `ustar` of POSIX, which has the folders of a long path in a place of their own; GNU has other things there.
    if extended.path == nil, block[257..<263].elementsEqual("ustar\0".utf8), block[345] != 0 {
      path = Self.text(Array(block[345..<500])) + "/" + path
    }
    guard path.count <= limits.path else { throw .tooLarge("it has a path of \(path.count) bytes") }
    // Links say the size of what they lead to, and have no content.
    let bytes = kind == .link || kind == .folder ? 0 : extended.size ?? size
    members.expect(bytes, padding: Self.paddingBehind(bytes))
    // Old tars say that something is a folder by its name.
    let isFolder = kind == .file && path.bytes.last == UInt8(ascii: "/")
    return ArchiveMember(path: path, kind: isFolder ? .folder : kind, size: bytes)
  }

  /// What a header of its own says about the member behind it.
  private struct Extension {
    var path: ByteString?
    var size: Int?

    var isEmpty: Bool { path == nil && size == nil }

    /// Reads lines of `LENGTH key=value`, LENGTH being that of the line.
    mutating func read(_ bytes: [UInt8]) throws(ArchiveFault) {
      var at = 0
      while at < bytes.count {
        guard let blank = bytes[at...].firstIndex(of: 0x20),
          let length = Int(String(decoding: bytes[at..<blank], as: UTF8.self)), length > blank - at + 1,
          length <= bytes.count - at, let equals = bytes[blank..<at + length].firstIndex(of: UInt8(ascii: "="))
        else { throw .damaged("a header of pax cannot be read") }
        let value = bytes[(equals + 1)..<(at + length - 1)]
        switch String(decoding: bytes[(blank + 1)..<equals], as: UTF8.self) {
        case "path": path = ByteString(Array(value))
        case "size":
          guard let number = Int(String(decoding: value, as: UTF8.self)), number >= 0 else {
            throw .damaged("a header of pax has a size that is no number")
          }
          size = number
        // A file with holes: its content is not what it seems to be.
        case "GNU.sparse.major": throw .damaged("it holds files with holes, which are not read")
        default: break
        }
        at += length
      }
    }
  }

  private static func paddingBehind(_ size: Int) -> Int { (blockSize - size % blockSize) % blockSize }

  /// A text up to the first NUL.
  private static func text(_ bytes: [UInt8]) -> ByteString { ByteString(Array(bytes.prefix { $0 != 0 })) }

  private static func hasGoodSum(_ block: [UInt8]) -> Bool {
    guard let stated = try? number(block[148..<156], what: "") else { return false }
    let sum = block.indices.reduce(0) { $0 + ((148..<156).contains($1) ? 0x20 : Int(block[$1])) }
    return stated == sum
  }

  /// A number in octal digits, or as GNU writes large ones.
  private static func number(_ field: ArraySlice<UInt8>, what: String) throws(ArchiveFault) -> Int {
    let fault = ArchiveFault.damaged("\(what) is no number")
    if let first = field.first, first & 0x80 != 0 {
      // All but the last seven bytes are zero in a number that is not beyond all limits, and negative ones are none.
      guard first == 0x80, field.dropFirst().dropLast(7).allSatisfy({ $0 == 0 }) else { throw fault }
      return field.suffix(7).reduce(0) { $0 << 8 | Int($1) }
    }
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0 }
    guard digits.count <= 20, digits.allSatisfy({ (0x30...0x37).contains($0) }) else { throw fault }
    return digits.reduce(0) { $0 << 3 | Int($1 & 7) }
  }
}
