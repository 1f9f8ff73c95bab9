import Alerts
import Bytes
import Foundation
import TestSupport
import Testing

@Suite("Alerts: files that are read and followed")
struct AlertFilesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func files(_ name: String) throws -> AlertFiles {
    let files = try AlertFiles([folder.url(name).path])
    while files.read(100) {}
    return files
  }

  private func append(_ text: String, to name: String) throws {
    let handle = try FileHandle(forWritingTo: folder.url(name))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  @Test("Documents come back as they are written, from any row, also behind lines that are none")
  func documents() throws {
    let lines = (0..<500).map { AlertLines.alert("10:00:00.\(String($0 + 100))", more: #","n":"\#($0)""#) }
    let text =
      "no json\n" + lines[..<250].joined(separator: "\n") + "\n\n{\"half\":\n" + lines[250...].joined(separator: "\n")
    try folder.write(text, to: "alerts.json")
    let files = try files("alerts.json")
    #expect(files.index.count == 500)
    for row in [0, 1, 249, 250, 499] { #expect(files.document(of: row) == ByteString(lines[row])) }
    #expect(files.document(of: 500) == nil)
    #expect(files.progress.unreadable == ["half a line, or no JSON": 2])
    #expect(files.problems.map { $0.location?.line } == [1, 253])
  }

  @Test("What is written behind the end is taken, half a line when it is whole, and a new file of the same name")
  func follow() throws {
    let (one, two, three, four) = (
      AlertLines.alert("10:00:00.000"), AlertLines.alert("10:00:01.000", id: 1),
      AlertLines.alert("10:00:02.000", id: 2),
      AlertLines.alert("10:00:03.000", id: 3)
    )
    try folder.write(one + "\n", to: "alerts.json")
    let files = try files("alerts.json")
    #expect(!files.follow())
    try append(String(two.prefix(50)), to: "alerts.json")
    #expect(!files.follow())
    try append(String(two.dropFirst(50)), to: "alerts.json")
    #expect(files.follow())
    #expect(files.document(of: 1) == ByteString(two))
    try append("\n" + three + "\n", to: "alerts.json")
    #expect(files.follow())
    #expect(files.index.count == 3)
    // As the manager rotates: renamed, and begun anew.
    try FileManager.default.moveItem(at: folder.url("alerts.json"), to: folder.url("old.json"))
    #expect(!files.follow())
    try folder.write(four + "\n", to: "alerts.json")
    #expect(files.follow())
    #expect([0, 1, 2, 3].map { files.document(of: $0) } == [one, two, three, four].map { ByteString($0) })
    #expect(!files.follow())
    #expect(files.progress.unreadable.isEmpty)
  }

  @Test(
    "Documents of a file that is larger than what is read at once, and of a compressed one", arguments: [false, true])
  func large(isCompressed: Bool) throws {
    let lines = (0..<9000).map {
      AlertLines.alert("10:00:00.000", more: #","n":"\#($0)\#(String(repeating: "x", count: $0 % 300))""#)
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "alerts.json")
    if isCompressed {
      let gzip = try Process.run(
        URL(fileURLWithPath: "/usr/bin/env"), arguments: ["gzip", folder.url("alerts.json").path])
      gzip.waitUntilExit()
    }
    let files = try files(isCompressed ? "alerts.json.gz" : "alerts.json")
    #expect(files.index.count == lines.count)
    for row in [0, 1, 4000, 4001, 8500, 8999] { #expect(files.document(of: row) == ByteString(lines[row])) }
    #expect(!files.follow())
  }
}
