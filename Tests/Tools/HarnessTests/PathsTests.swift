import Harness
import Testing

@Suite struct PathsTests {
  @Test(arguments: [
    ("a/b", "a"), ("a", "."), ("/a", "/"), ("/a/b", "/a"), ("../a", ".."), ("./a", "."),
  ])
  func folders(_ path: String, _ folder: String) { #expect(Paths.folder(of: path) == folder) }

  @Test(arguments: [
    ("a", "b", "a/b"), (".", "b", "b"), ("a", "/b", "/b"), ("a", "./b", "a/b"), ("a", ".", "a"), ("/", "b", "/b"),
    ("", "b", "b"), ("a", "../b", "a/../b"),
  ])
  func joined(_ folder: String, _ path: String, _ result: String) { #expect(Paths.join(folder, path) == result) }

  @Test(arguments: [
    ("/a/../b", "/b"), ("/..", "/"), ("/a/./b/", "/a/b"), ("/a/b/../..", "/"), ("/", "/"),
  ])
  func resolved(_ path: String, _ result: String) { #expect(Paths.resolved(path) == result) }
}
