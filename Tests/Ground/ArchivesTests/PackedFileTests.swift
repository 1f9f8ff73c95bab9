import Archives
import Foundation
import System
import TestSupport
import Testing

@Suite struct PackedFileTests {
  static let tar = ArchiveBuilder.Tar([("./var/ossec/a.xml", "one"), ("./var/ossec/b.xml", "two")]).finished
  static let wanted = ["file ./var/ossec/a.xml one", "file ./var/ossec/b.xml two"]
  static let control = ArchiveBuilder.Tar([("./control", "Package: wazuh-manager\nVersion: 4.14.7-1\n")]).finished

  static func contents(_ bytes: [UInt8]) throws -> (kind: PackedFile.Kind, version: String?, members: [String]) {
    let folder = try TestSupport.TemporaryFolder()
    try folder.write(bytes, to: "file")
    // Another program may still read it.
    defer { withExtendedLifetime(folder) {} }
    let file = try PackedFile(folder.path + "/file")
    return (file.kind, file.packageVersion, try ReaderTests.members(file))
  }

  static func packed(_ bytes: [UInt8], with program: String) throws -> [UInt8] {
    let folder = try TestSupport.TemporaryFolder()
    try folder.write(bytes, to: "file")
    defer { withExtendedLifetime(folder) {} }
    return try Program(program).run(["-c", folder.path + "/file"]).output
  }

  @Test func plainAndGzip() throws {
    for bytes in [Self.tar, ArchiveBuilder.gzip(Self.tar)] {
      let found = try Self.contents(bytes)
      #expect(found.kind == .tar && found.version == nil && found.members == Self.wanted)
    }
  }

  @Test(arguments: ["xz", "zstd", "bzip2"].filter { (try? Program($0).run(["--version"])) != nil })
  func packedByOtherPrograms(program: String) throws {
    let packed = try Self.packed(Self.tar, with: program)
    #expect(try Self.contents(packed).members == Self.wanted)
    let package = ArchiveBuilder.ar([
      ("debian-binary", Array("2.0\n".utf8)), ("control.tar.gz", ArchiveBuilder.gzip(Self.control)),
      ("data.tar.any/", packed),
    ])
    let found = try Self.contents(package)
    #expect(found.kind == .deb && found.version == "4.14.7" && found.members == Self.wanted)
    // The program finds out that something is wrong.
    var damaged = packed
    damaged.removeLast(12)
    #expect(throws: ArchiveFault.self) { try Self.contents(damaged) }
  }

  @Test func rpm() throws {
    let cpio = ArchiveBuilder.cpio([("./var/ossec/a.xml", 0o100644, "one"), ("./var/ossec/b.xml", 0o100644, "two")])
    for payload in [cpio, ArchiveBuilder.gzip(cpio)] {
      let found = try Self.contents(ArchiveBuilder.rpm(version: "4.13.1", payload: payload))
      #expect(found.kind == .rpm && found.version == "4.13.1" && found.members == Self.wanted)
    }
    #expect(throws: ArchiveFault.truncated) {
      try Self.contents(Array(ArchiveBuilder.rpm(version: "1", payload: cpio)[..<120]))
    }
  }

  @Test(arguments: [
    ("", "is empty"), ("PK\u{3}\u{4} and more", "is a ZIP archive"), ("<html>not found</html>", "is a page or XML"),
    ("!<arch>\n", "is an ar archive, and no Debian package"), ("something else", "is no archive"),
  ])
  func whatIsNoArchive(text: String, message: String) throws {
    let fault = #expect(throws: ArchiveFault.self) { try Self.contents(Array(text.utf8)) }
    #expect(fault?.message.hasPrefix(message) == true)
    #expect(fault?.hint?.contains(".deb") == true)
  }

  @Test func aProgramThatIsNotThere() {
    let fault = #expect(throws: ArchiveFault.self) {
      let source = try ProgramSource("assay-no-such-program", ["-dc"])
      while !(try source.next().isEmpty) {}
    }
    #expect(fault == .noProgram("assay-no-such-program"))
    #expect(fault?.hint?.contains("install") == true)
  }
}
