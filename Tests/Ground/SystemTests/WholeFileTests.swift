import Bytes
import System
import Testing

@Suite("Files read whole, and replaced")
struct WholeFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func file(_ bytes: Int) throws -> String {
    let path = folder.path + "/a"
    try FileAccess.create(path, (0..<bytes).map { UInt8(truncatingIfNeeded: $0) }, overwrites: true)
    return path
  }

  @Test(arguments: [(0, 10), (10, 10), (100_000, 100_000)])
  func whole(_ size: Int, _ limit: Int) throws {
    #expect(try WholeFile.read(try file(size), limit: limit).count == size)
  }

  @Test(arguments: [(11, 10), (100_001, 100_000)])
  func tooLarge(_ size: Int, _ limit: Int) throws {
    let path = try file(size)
    #expect(throws: SystemError.tooLarge) { try WholeFile.read(path, limit: limit) }
  }

  @Test("A file of the system has no size, and is read all the same")
  func withoutSize() throws {
    guard PathFacts.exists("/proc/self/status") else { return }
    #expect(try !WholeFile.read("/proc/self/status", limit: 1 << 20).isEmpty)
    #expect(throws: SystemError.tooLarge) { try WholeFile.read("/proc/self/status", limit: 10) }
    #expect(throws: SystemError.tooLarge) { try WholeFile.read("/dev/zero", limit: 100_000) }
  }

  @Test("Folders and what is not there")
  func reasons() {
    #expect(throws: SystemError.isFolder) { try WholeFile.read(folder.path, limit: 10) }
    #expect(throws: SystemError.isMissing) { try WholeFile.read(folder.path + "/none", limit: 10) }
    #expect(FileFacts.problem(of: folder.path + "/none") == .isMissing)
    #expect(FileFacts.problem(of: folder.path) == nil)
  }

  @Test("The first bytes of a longer file")
  func beginning() throws {
    #expect(OpenedFile.beginning(of: try file(1000), limit: 3) == [0, 1, 2])
    #expect(OpenedFile.beginning(of: folder.path, limit: 3) == nil)
  }

  @Test("A replacement that is not to wait for the disk leaves no other file behind, and neither does one that fails")
  func replacement() throws {
    let path = try file(3)
    try FileReplacement(permissions: 0o640, isDurable: false).put([7], at: ByteString(path))
    #expect(try WholeFile.read(path) == [7])
    #expect(FileFacts(of: path)?.permissions == 0o640)
    #expect(throws: FileReplacement.Failure.system(.exists)) {
      try FileReplacement(permissions: 0o640, replaces: false).put([8], at: ByteString(path))
    }
    #expect(throws: FileReplacement.Failure.folderIsMissing) {
      try FileReplacement(permissions: 0o640).put([8], at: ByteString(folder.path + "/none/b"))
    }
    #expect(try FolderContent.names(of: folder.path) == ["a"])
  }

  @Test("Names in byte order, however many there are")
  func names() throws {
    for name in ["b", "B", "é", "a.b", "a"] { try FileAccess.create("\(folder.path)/\(name)", []) }
    #expect(try FolderContent.names(of: folder.path) == ["B", "a", "a.b", "b", "é"])
    #expect(throws: SystemError.isMissing) { try FolderContent.names(of: folder.path + "/none") }
  }

  @Test("A file that grows keeps whole writes, and says what it ends with")
  func growing() throws {
    let path = try file(3)
    let grown = try GrowingFile(path)
    #expect(grown.size == 3)
    try grown.append([9, 9])
    #expect(grown.end(3) == [2, 9, 9])
    #expect(try WholeFile.read(path) == [0, 1, 2, 9, 9])
  }
}
