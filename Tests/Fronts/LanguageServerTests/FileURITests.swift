import Testing

@testable import LanguageServer

/// Names of files.
@Suite struct FileURITests {
  @Test(
    "paths and their names",
    arguments: [
      ("file:///a/b.xml", "/a/b.xml"), ("file:///a%20b/%C3%A9.xml", "/a b/é.xml"), ("file://localhost/a", "/a"),
      ("FILE:///a/../b", "/b"), ("file:///c%3A/x", "/c:/x"), ("file:///a?x#y", "/a"),
    ])
  func path(_ uri: String, _ path: String) {
    #expect(FileURI.path(of: uri) == path)
    #expect(FileURI.path(of: FileURI.uri(of: path)) == path)
  }

  @Test(
    "what is no file",
    arguments: ["", "untitled:Untitled-1", "http://a/b", "file://elsewhere/a", "file://", "file:///a%00b"])
  func none(_ uri: String) { #expect(FileURI.path(of: uri) == nil) }
}
