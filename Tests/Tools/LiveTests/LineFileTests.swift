import Foundation
import System
import Testing

@testable import Live

/// What is written is whole lines, whatever happens.
@Suite struct LineFileTests {
  private let folder = NSTemporaryDirectory() + "assay-lines-\(UUID().uuidString)"

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  private func text(_ name: String) -> String? { try? String(contentsOfFile: folder + "/" + name, encoding: .utf8) }

  @Test func filesArePutAsideBeforeTheyAreTooLarge() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try LineFile(folder + "/a", rotation: LineFile.Rotation(size: 20, kept: 2))
    for number in 1...7 { try file.append(Array("{\"n\":\(number)}\n".utf8)) }
    #expect(text("a") == "{\"n\":7}\n")
    #expect(text("a.1") == "{\"n\":5}\n{\"n\":6}\n")
    #expect(text("a.2") == "{\"n\":3}\n{\"n\":4}\n")
    #expect(text("a.3") == nil)
    // A line that is larger than the size has a file of its own.
    let long = "{\"x\":\"" + String(repeating: "y", count: 40) + "\"}\n"
    try file.append(Array(long.utf8))
    #expect(text("a") == long)
    #expect(text("a.1") == "{\"n\":7}\n")
  }

  @Test(arguments: [
    ("", "new\n"), ("{}\n", "{}\nnew\n"), ("{}\n{\"a\":1}", "{}\n{\"a\":1}\nnew\n"), ("{}\n{\"a\":", nil),
    ("a text", nil),
  ])
  func aFileIsGoneOnWithBehindWholeLinesOnly(before: String, after: String?) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try before.write(toFile: folder + "/a", atomically: true, encoding: .utf8)
    guard let after else {
      #expect(throws: LineFile.Failure.self) { _ = try LineFile(folder + "/a") }
      #expect(text("a") == before)
      return
    }
    try LineFile(folder + "/a").append(Array("new\n".utf8))
    #expect(text("a") == after)
  }

  @Test func aRotationThatFailsIsSaid() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try LineFile(folder + "/a", rotation: LineFile.Rotation(size: 4, kept: 1))
    try file.append(Array("{}\n".utf8))
    try FileManager.default.createDirectory(atPath: folder + "/a.1/x", withIntermediateDirectories: true)
    #expect(throws: LineFile.Failure.self) { try file.append(Array("{}\n".utf8)) }
    #expect(text("a") == "{}\n")
  }
}
