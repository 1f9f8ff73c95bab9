import System
import Testing

@Suite("Paths as text")
struct PathsTests {
  @Test(arguments: [
    ("a/b", "a"), ("a", "."), ("/a", "/"), ("/a/b", "/a"), ("../a", ".."), ("./a", "."),
  ])
  func folders(_ path: String, _ folder: String) { #expect(Paths.folder(of: path) == folder) }

  @Test(arguments: [("a/b", "b"), ("a", "a"), ("/a", "a"), ("a/", ""), ("/", ""), ("a/\u{301}b", "\u{301}b")])
  func names(_ path: String, _ name: String) { #expect(Paths.name(of: path) == name) }

  @Test(arguments: [
    ("a", "b", "a/b"), (".", "b", "b"), ("a", "/b", "/b"), ("a", "./b", "a/b"), ("a", ".", "a"), ("/", "b", "/b"),
    ("", "b", "b"), ("a", "../b", "a/../b"), ("", "", "."), (".", ".", "."), ("a", "./", "a"),
  ])
  func joined(_ folder: String, _ path: String, _ result: String) { #expect(Paths.join(folder, path) == result) }

  @Test(arguments: [("a", "./b", "a/./b"), (".", "./b", "./b"), ("a/", "b", "a/b"), ("a", "/b", "/b")])
  func joinedAsWritten(_ folder: String, _ path: String, _ result: String) {
    #expect(Paths.joinAsWritten(folder, path) == result)
  }

  @Test(arguments: [
    ("/a/../b", "/b"), ("/..", "/"), ("/a/./b/", "/a/b"), ("/a/b/../..", "/"), ("/", "/"),
  ])
  func resolved(_ path: String, _ result: String) { #expect(Paths.resolved(path) == result) }

  @Test(arguments: [
    ("a/b", "/x/y", ["a/b", "a", ".", "/x", "/"]), (".", "/x", [".", "/"]), ("..", "/x/y", ["..", "/"]),
    ("../z", "/x/y", ["../z", "..", "/"]), ("/a/b", "/x", ["/a/b", "/a", "/"]), (".", "/", ["."]),
  ])
  func parents(_ folder: String, _ currentFolder: String, _ folders: [String]) {
    #expect(Array(ParentFolders(from: folder, currentFolder: currentFolder)) == folders)
  }

  @Test("Without names, parents are dots, up to the root")
  func parentsAsDots() {
    let depth = PathFacts.parts(of: ".").count
    let folders = Array(ParentFolders(from: "."))
    #expect(folders.count == depth + 1)
    #expect(folders.starts(with: depth > 1 ? [".", "..", "../.."] : ["."]))
  }
}
