import Bytes
import Foundation
import Testing

@testable import Live

/// Positions over a restart.
@Suite struct PositionTests {
  static let resuming =
    "<localfile><log_format>syslog</log_format><location>$D/a.log</location><only-future-events>no</only-future-events></localfile>"

  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"), ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (String(repeating: "a", count: 55), "c1c8bbdc22796e28c0e15163d20899b65621d65a"),
    (String(repeating: "a", count: 64), "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
    (String(repeating: "a", count: 1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
  ])
  func sums(_ text: String, _ sum: String) {
    var whole = SHA1()
    ByteString(text).withView { whole.update($0) }
    #expect(whole.hexadecimal.description == sum)
    var pieces = SHA1()
    let bytes = ByteString(text)
    bytes.withView { view in
      var at = 0
      while at < view.count {
        let step = min(at % 97 + 1, view.count - at)
        pieces.update(view[at..<at + step])
        at += step
      }
    }
    #expect(pieces.hexadecimal.description == sum)
  }

  @Test func goesOnWhereItWas() throws {
    let desk = try CollectorDesk(Self.resuming)
    try desk.write("a.log", "old\n")
    desk.start()
    try desk.append("a.log", "1\nhal")
    #expect(desk.poll() == ["$D/a.log:1"])
    desk.stop()
    #expect(
      try String(contentsOfFile: desk.path(".state"), encoding: .utf8)
        == "{\"files\":[{\"path\":\"\(desk.path("a.log"))\",\"hash\":\"1e3b60dcc5cadb50b6f3fa2e90dbdf77bcc0dbd1\",\"offset\":\"6\"}]}"
        .replacingOccurrences(of: "1e3b60dcc5cadb50b6f3fa2e90dbdf77bcc0dbd1", with: Self.sum("old\n1\n")))
    try desk.append("a.log", "f\n2\n")
    try desk.restart()
    #expect(desk.poll() == ["$D/a.log:half", "$D/a.log:2"])
  }

  private static func sum(_ text: String) -> String {
    var sum = SHA1()
    ByteString(text).withView { sum.update($0) }
    return sum.hexadecimal.description
  }

  @Test func anotherFileIsReadFromItsStart() throws {
    let desk = try CollectorDesk(Self.resuming)
    try desk.write("a.log", "old\n")
    desk.start()
    desk.stop()
    try desk.write("a.log", "OLD\nx\n")
    try desk.restart()
    #expect(desk.poll() == ["$D/a.log:OLD", "$D/a.log:x"])
  }

  @Test(arguments: ["{\"files\":[{", "[]", "{\"files\":[{\"path\":\"x\",\"offset\":4}]}", "\u{0}"])
  func brokenPositionsAreForgotten(_ text: String) throws {
    let desk = try CollectorDesk(Self.resuming)
    try desk.write("a.log", "old\n")
    try desk.write(".state", text)
    desk.start()
    try desk.append("a.log", "new\n")
    #expect(desk.poll() == ["$D/a.log:new"])
  }

  @Test func aFolderThatCannotBeWrittenIsTold() throws {
    let desk = try CollectorDesk(Self.resuming)
    try desk.write("a.log", "")
    try FileManager.default.createDirectory(atPath: desk.path(".state"), withIntermediateDirectories: true)
    desk.start()
    #expect(desk.log.contains { $0.hasPrefix("ERROR: Could not write '$D/.state'") })
  }
}
