import Archives
import Bytes
import TestSupport
import Testing

@Suite struct ReaderTests {
  /// Paths, kinds and texts of all members.
  static func members(_ reader: some ArchiveReader) throws -> [String] {
    var lines: [String] = []
    while let member = try reader.next() {
      let text = member.kind == .file ? String(decoding: try reader.content(), as: UTF8.self) : ""
      lines.append("\(member.kind) \(member.path) \(text)")
    }
    return lines
  }

  static func fault(_ reader: some ArchiveReader) -> ArchiveFault? {
    do {
      _ = try members(reader)
      return nil
    } catch { return error as? ArchiveFault }
  }

  @Test func tarHasFilesFoldersAndLinks() throws {
    var tar = ArchiveBuilder.Tar()
    tar.add("rules/", type: "5")
    tar.add("rules/a.xml", "one")
    tar.add("rules/b.xml", String(repeating: "x", count: 512))
    tar.add("rules/link", type: "2", link: "/etc/passwd")
    tar.add("rules/hard", type: "1", link: "rules/a.xml")
    tar.add("dev", type: "3")
    let wanted = [
      "folder rules/ ", "file rules/a.xml one", "file rules/b.xml \(String(repeating: "x", count: 512))",
      "link rules/link ", "link rules/hard ", "other dev ",
    ]
    #expect(try Self.members(TarReader(BytesSource(tar.finished))) == wanted)
    #expect(try Self.members(TarReader(GzipSource(BytesSource(ArchiveBuilder.gzip(tar.finished))))) == wanted)
    // Without the blocks of zeros at the end, as some programs write it.
    #expect(try Self.members(TarReader(BytesSource(tar.bytes))) == wanted)
  }

  @Test func longNamesStandBeforeTheirFiles() throws {
    let name = String(repeating: "folder/", count: 40) + "file.xml"
    var gnu = ArchiveBuilder.Tar()
    gnu.add("././@LongLink", name + "\u{0}", type: "L")
    gnu.add("short", "gnu")
    var pax = ArchiveBuilder.Tar()
    pax.add("header", "13 mtime=1.5\n" + "\(name.utf8.count + 10) path=\(name)\n", type: "x")
    pax.add("short", "pax")
    #expect(try Self.members(TarReader(BytesSource(gnu.finished))) == ["file \(name) gnu"])
    #expect(try Self.members(TarReader(BytesSource(pax.finished))) == ["file \(name) pax"])
  }

  @Test func contentThatNobodyReadsIsPassedOver() throws {
    let tar = ArchiveBuilder.Tar([("a", String(repeating: "x", count: 700)), ("b", "two")])
    let reader = TarReader(BytesSource(tar.finished))
    #expect(try reader.next()?.path == "a")
    #expect(try reader.next() == ArchiveMember(path: "b", kind: .file, size: 3))
    #expect(try reader.content() == Array("two".utf8))
    #expect(try reader.next() == nil)
  }

  @Test(arguments: [1, 200, 511, 512, 600, 1000, 1100])
  func whatIsCutOffIsNotTheEnd(count: Int) {
    let tar = ArchiveBuilder.Tar([("a.xml", String(repeating: "x", count: 700))])
    let fault = Self.fault(TarReader(BytesSource(Array(tar.finished[..<count]))))
    #expect(fault == .truncated, "after \(count) bytes")
    let gzip = ArchiveBuilder.gzip(tar.finished)
    #expect(Self.fault(TarReader(GzipSource(BytesSource(Array(gzip[..<count]))))) == .truncated)
  }

  @Test func damageIsNoted() {
    var bytes = ArchiveBuilder.Tar([("a.xml", "text"), ("b.xml", "text")]).finished
    bytes[1024 + 5] ^= 1
    #expect(Self.fault(TarReader(BytesSource(bytes)))?.message.contains("byte 1024") == true)
    var sizes = ArchiveBuilder.Tar()
    sizes.add("a", "text", size: "99999999999")
    #expect(Self.fault(TarReader(BytesSource(sizes.finished)))?.message.contains("is no number") == true)
    var packed = ArchiveBuilder.gzip(bytes)
    packed[40] ^= 0xFF
    #expect(Self.fault(TarReader(GzipSource(BytesSource(packed)))) != nil)
  }

  @Test func thereAreLimits() {
    var limits = ArchiveLimits()
    limits.unpacked = 4096
    var large = ArchiveBuilder.Tar()
    large.add("a", "", size: "77777777777")
    #expect(
      Self.fault(TarReader(BytesSource(large.finished), limits: limits))?.message.contains("unpacks to more") == true)
    limits = ArchiveLimits()
    limits.members = 2
    let many = ArchiveBuilder.Tar([("a", ""), ("b", ""), ("c", "")])
    #expect(Self.fault(TarReader(BytesSource(many.finished), limits: limits))?.message.contains("more than 2") == true)
    var path = ArchiveBuilder.Tar()
    path.add("././@LongLink", String(repeating: "x", count: 100_000), type: "L")
    #expect(Self.fault(TarReader(BytesSource(path.finished)))?.message.contains("path of 100000") == true)
  }

  @Test(arguments: ["../a", "a/../../b", "/etc/passwd", "./../x"])
  func pathsThatLeadOutAreRefused(path: String) throws {
    let member = ArchiveMember(path: ByteString(path), kind: .file, size: 0)
    #expect(throws: ArchiveFault.self) { try member.parts() }
    let good = try ArchiveMember(path: "./a//b/./c..xml", kind: .file, size: 0).parts()
    #expect(good.map { String(decoding: $0, as: UTF8.self) } == ["a", "b", "c..xml"])
  }

  @Test func cpioHasFilesFoldersAndLinks() throws {
    let bytes = ArchiveBuilder.cpio([
      ("./var", 0o040755, ""), ("./var/a.xml", 0o100644, "text"), ("./var/b.xml", 0o120777, "a.xml"),
      ("./var/cc", 0o100644, "12345"),
    ])
    #expect(
      try Self.members(CpioReader(BytesSource(bytes))) == [
        "folder ./var ", "file ./var/a.xml text", "link ./var/b.xml ", "file ./var/cc 12345",
      ])
    for count in stride(from: 0, to: bytes.count - 4, by: 37) {
      #expect(Self.fault(CpioReader(BytesSource(Array(bytes[..<count])))) != nil, "after \(count) bytes")
    }
  }

  /// Whatever comes, reading ends with members or a reason.
  @Test func anyBytesAreReadToAnEnd() {
    var random = SplitMix(seed: 25)
    let tar = ArchiveBuilder.Tar([("rules/a.xml", "one"), ("rules/b.xml", String(repeating: "y", count: 900))]).finished
    let cpio = ArchiveBuilder.cpio([("a", 0o100644, "text"), ("b", 0o100644, "more text")])
    for _ in 0..<2000 {
      for original in [tar, cpio, ArchiveBuilder.gzip(tar)] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
        _ = Self.fault(TarReader(BytesSource(bytes)))
        _ = Self.fault(CpioReader(BytesSource(bytes)))
        _ = Self.fault(TarReader(GzipSource(BytesSource(bytes))))
      }
    }
  }
}
