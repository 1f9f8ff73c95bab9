import Foundation
import System
import Testing

@Suite("Paths without links, of many files")
struct RealPathsTests {
  @Test("Each is what the system says of it alone") func agree() throws {
    let manager = FileManager.default
    let home = manager.temporaryDirectory.appending(path: "real-paths-\(UUID().uuidString)").path
    defer { try? manager.removeItem(atPath: home) }
    try manager.createDirectory(atPath: home + "/a/b", withIntermediateDirectories: true)
    for file in ["/a/one", "/a/b/two", "/three"] { manager.createFile(atPath: home + file, contents: Data()) }
    try manager.createSymbolicLink(atPath: home + "/linked", withDestinationPath: "a/b")
    try manager.createSymbolicLink(atPath: home + "/a/link", withDestinationPath: "../three")
    try manager.createSymbolicLink(atPath: home + "/a/lost", withDestinationPath: "nowhere")
    let paths = [
      "/a/one", "/a/b/two", "/a/b/../one", "/a/./one", "/linked/two", "/linked/../one", "/a/link", "/a/lost", "/a/none",
      "/none/one", "/a", "/linked", "/a/", "/a/.", "/a/..", "//a//one", "", "/three",
    ]
    var known = RealPaths()
    for path in paths + paths { #expect(known.real(home + path) == PathFacts.real(home + path), "\(path)") }
    #expect(known.real(home + "/a/link") == PathFacts.real(home + "/three"))
    for path in [".", "..", "Package.swift", "Sources/Ground", "/", ""] {
      #expect(known.real(path) == PathFacts.real(path), "\(path)")
    }
  }
}
