import Bytes
import Foundation
import TestSupport
import Testing

@testable import Live

/// After a sudden end: what was written and what was read are made to agree again.
@Suite("Outputs and positions")
struct OutputMarkTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder([:]) }

  private func append(_ lines: [Int], to file: LineFile) throws {
    for line in lines { try file.append(Array("{\"n\":\(line)}\n".utf8)) }
  }

  private func text(_ name: String) -> String? { try? folder.read(name) }

  @Test("What stands behind the mark is taken back")
  func behindTheMark() throws {
    let file = try LineFile(folder.path + "/a")
    try append([1, 2], to: file)
    let mark = try #require(file.mark)
    try append([3, 4], to: file)
    #expect(try LineFile.takeBack(to: mark, kept: 3) == 16)
    #expect(text("a") == "{\"n\":1}\n{\"n\":2}\n")
    #expect(try LineFile.takeBack(to: mark, kept: 3) == 0)
  }

  @Test("Also where the file was put aside since")
  func rotated() throws {
    let file = try LineFile(folder.path + "/a", rotation: .init(size: 16, kept: 3))
    try append([1], to: file)
    let mark = try #require(file.mark)
    try append([2, 3, 4, 5], to: file)
    #expect(text("a") == "{\"n\":5}\n" || text("a") == "{\"n\":4}\n{\"n\":5}\n")
    _ = try LineFile.takeBack(to: mark, kept: 3)
    let left = ["a.3", "a.2", "a.1", "a"].compactMap(text).joined()
    #expect(left == "{\"n\":1}\n")
  }

  @Test("Another file of that name is left alone")
  func another() throws {
    let file = try LineFile(folder.path + "/a")
    try append([1], to: file)
    let mark = try #require(file.mark)
    file.close()
    // Many systems give the new file the number of the old one.
    #expect(try folder.shell("rm a; echo precious and long > b; mv b a").status == 0)
    #expect(try LineFile.takeBack(to: mark, kept: 3) == 0)
    #expect(text("a") == "precious and long\n")
  }

  private static let follows =
    "<localfile><log_format>json</log_format><location>$D/a.log</location>"
    + "<only-future-events>no</only-future-events></localfile>"

  @Test(
    "Lines that bring no event do not make the next start read a file again",
    arguments: ["x\n", "{\0}\n", "[]\nx\n"])
  func sums(last: String) throws {
    let desk = try CollectorDesk(Self.follows, settings: .fast)
    try desk.write("a.log", "")
    desk.start()
    try desk.append("a.log", "{\"a\":1}\n" + last)
    #expect(desk.poll() == ["$D/a.log:{\"a\":1}"])
    desk.stop()
    try desk.append("a.log", "{\"a\":2}\n")
    try desk.restart()
    #expect(desk.poll() == ["$D/a.log:{\"a\":2}"])
  }

  @Test("While it runs the marks stand beside the positions; an orderly end leaves none, a failure keeps the old ones")
  func marks() throws {
    let desk = try CollectorDesk(Self.follows, settings: .fast)
    try desk.write("a.log", "")
    let output = try LineFile(desk.path("out"))
    var isGood = true
    desk.collector.outputMarks = { isGood ? [output.mark].compactMap(\.self) : nil }
    desk.start()
    try append([1], to: output)
    try desk.append("a.log", "{}\n")
    _ = desk.poll()
    func kept() -> SavedPositions { SavedPositions(reading: ByteString(desk.path(".state")), isExact: false) }
    #expect(kept().outputs == [output.mark].compactMap(\.self) && kept().files.map(\.offset) == [3])
    isGood = false
    try desk.append("a.log", "{}\n")
    _ = desk.poll()
    #expect(kept().files.map(\.offset) == [3])
    isGood = true
    desk.stop()
    #expect(kept().outputs.isEmpty && kept().files.map(\.offset) == [6])
  }
}
