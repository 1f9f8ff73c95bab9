import Cases
import System
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// On disk is always the old or the new file.
@Suite struct FileAccessTests {
  let folder: TemporaryFolder
  var path: String { folder.path + "/a.ruletest" }

  init() throws { folder = try TemporaryFolder() }

  @Test func replacesAndKeepsTheMode() throws {
    try FileAccess.create(path, Array("old".utf8))
    chmod(path, 0o640)
    try FileAccess.replace(path, expected: Array("old".utf8), with: Array("new".utf8))
    #expect(try FileAccess.read(path) == Array("new".utf8))
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o640)
    #expect(folder.names == ["a.ruletest"])
  }

  @Test func refusesWhenTheFileChangedMeanwhile() throws {
    try FileAccess.create(path, Array("theirs".utf8))
    #expect(throws: FileFailure(path: path, kind: .changedMeanwhile)) {
      try FileAccess.replace(path, expected: Array("old".utf8), with: Array("new".utf8))
    }
    #expect(try FileAccess.read(path) == Array("theirs".utf8))
    #expect(folder.names == ["a.ruletest"])
  }

  @Test func ofTwoUpdatesAtOnceOneIsRefused() async throws {
    let path = path
    try FileAccess.create(path, Array("old".utf8))
    let results = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<8 {
        group.addTask {
          (try? FileAccess.replace(path, expected: Array("old".utf8), with: Array("new \(number)".utf8))) != nil
        }
      }
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    #expect(results.count(where: { $0 }) == 1)
    #expect(try FileAccess.read(path).starts(with: Array("new ".utf8)))
    #expect(folder.names == ["a.ruletest"])
  }

  @Test func leavesReadOnlyFilesAlone() throws {
    try FileAccess.create(path, Array("old".utf8))
    chmod(path, 0o444)
    #expect(throws: FileFailure(path: path, kind: .readOnly)) {
      try FileAccess.replace(path, expected: Array("old".utf8), with: Array("new".utf8))
    }
    #expect(try FileAccess.read(path) == Array("old".utf8))
  }

  @Test func aLinkStaysALink() throws {
    try FileAccess.create(path, Array("old".utf8))
    let link = folder.path + "/link.ruletest"
    #expect(symlink("a.ruletest", link) == 0)
    try FileAccess.replace(link, expected: Array("old".utf8), with: Array("new".utf8))
    #expect(try FileAccess.read(path) == Array("new".utf8))
    var status = stat()
    #expect(lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func doesNotOverwriteUnlessAsked() throws {
    try FileAccess.create(path, Array("old".utf8))
    #expect(throws: FileFailure(path: path, kind: .exists)) { try FileAccess.create(path, Array("new".utf8)) }
    try FileAccess.create(path, Array("new".utf8), overwrites: true)
    #expect(try FileAccess.read(path) == Array("new".utf8))
  }

  @Test func saysWhyItCannotRead() {
    #expect(throws: FileFailure(path: path, kind: .missing)) { try FileAccess.read(path) }
    #expect(throws: FileFailure(path: folder.path, kind: .isFolder)) { try FileAccess.read(folder.path) }
  }

  /// `/dev/full` is a disk without room: writing fails, and says so.
  @Test(.enabled(if: access("/dev/full", W_OK) == 0)) func saysThatTheDiskIsFull() {
    #expect(throws: FileFailure(path: "/dev/full", kind: .system("No space left on device"))) {
      try FileAccess.create("/dev/full", Array("new".utf8), overwrites: true)
    }
  }
}
