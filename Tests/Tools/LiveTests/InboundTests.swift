import Bytes
import Foundation
import System
import Testing

@testable import Live

/// What senders send, until it is a log.
@Suite struct InboundTests {
  @Test(arguments: [
    ("<34>Jan 10 x", "Jan 10 x"), ("<>x", "x"), ("<no number at all>x\n", "x"), ("<34 x", "<34 x"),
    (" <34>x", " <34>x"),
    ("a <34>x", "a <34>x"), ("x\n", "x"), ("x\n\n", "x\n"), ("<34>", ""), ("", ""), ("<<1>2>x", "2>x"),
  ])
  func thePriorityIsTakenOff(sent: String, log: String) {
    #expect(ByteString(sent).withView { ByteString(SyslogText.log($0)) } == ByteString(log))
  }

  @Test(arguments: [1, 2, 3, 7, 1000])
  func aStreamIsCutIntoLines(step: Int) {
    let bytes = Array("one\ntwo\n\nthree\r\nfour".utf8)
    var lines = StreamLines()
    var taken: [ByteString] = []
    for start in stride(from: 0, to: bytes.count, by: step) {
      Array(bytes[start..<min(bytes.count, start + step)]).withView { lines.take($0) { taken.append(ByteString($0)) } }
    }
    #expect(taken == ["one", "two", "three\r"])
    lines.finish { taken.append(ByteString($0)) }
    #expect(taken == ["one", "two", "three\r", "four"])
  }

  @Test func aLineWithoutEndDoesNotGrow() {
    var lines = StreamLines()
    var sizes: [Int] = []
    let piece = [UInt8](repeating: 120, count: 50_000)
    for _ in 0..<100 { piece.withView { lines.take($0) { sizes.append($0.count) } } }
    ([10, 97, 10] as [UInt8]).withView { lines.take($0) { sizes.append($0.count) } }
    #expect(sizes == [65_535, 1])
    #expect(lines.cutCount == 1)
  }

  @Test(
    arguments: [
      ("514", "127.0.0.1:514", true), ("0.0.0.0:514", "0.0.0.0:514", false), ("[::1]:5514", "[::1]:5514", true),
      ("127.0.0.2:1", "127.0.0.2:1", true), ("", nil, false), ("x", nil, false), ("70000", nil, false),
      (":514", nil, false), ("::1:514", nil, false), ("-1", nil, false), ("1.2.3.4:", nil, false),
    ] as [(String, String?, Bool)])
  func addressesAreRead(text: String, address: String?, isLoopback: Bool) {
    let read = NetworkAddress(text)
    #expect(read?.text == address)
    #expect(read?.isLoopback ?? false == isLoopback)
  }
}

/// Logs whose senders say how long they are.
@Suite struct CountedFramesTests {
  private func logs(_ text: String, step: Int) -> [ByteString] {
    var frames = CountedFrames()
    var logs: [ByteString] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: step) {
      Array(bytes[start..<min(bytes.count, start + step)]).withView { frames.take($0) { logs.append(ByteString($0)) } }
    }
    frames.finish { logs.append(ByteString($0)) }
    return logs
  }

  @Test(
    arguments: [
      ("6 <13>ab5 <1>cd", ["<13>ab", "<1>cd"]), ("8 <13>a\nb\n", ["<13>a\nb\n"]),
      ("6 <13>ab\n6 <13>cd\n", ["<13>ab", "<13>cd"]),
      ("9 <13>ab", ["<13>ab"]), ("6 <13>ab<13>cd\n<13>ef\n", ["<13>ab", "<13>cd", "<13>ef"]),
      ("6 <13>ab0 <13>cd\n", ["<13>ab", "0 <13>cd"]), ("", []),
      ("6 <13>ab99999999999 x\n", ["<13>ab", "99999999999 x"]),
    ], [1, 2, 3, 1000])
  func areCut(_ sample: (text: String, logs: [String]), step: Int) {
    #expect(logs(sample.text, step: step).map(\.description) == sample.logs)
  }

  @Test func aLengthBeyondALogIsCut() {
    var frames = CountedFrames()
    var sizes: [Int] = []
    let text = Array("100000 <13>".utf8) + [UInt8](repeating: 120, count: 100_000 - 4) + Array("5 <1>ab".utf8)
    text.withView { frames.take($0) { sizes.append($0.count) } }
    #expect(sizes == [65_535, 5])
    #expect(frames.cutCount == 1)
  }

  @Test(arguments: [
    ("6 <13>ab", true), ("123 <1>", true), ("<13>ab", false), ("6<13>", false), ("06 <1>", false), ("6 ab", false),
    ("", false), ("6", false), ("9999999999 <", false),
  ])
  func areTold(text: String, isCounted: Bool) {
    #expect(Array(text.utf8).withView { CountedFrames.isBeginning($0) } == isCounted)
  }
}

/// What the system throws away is counted.
@Suite struct OverrunTests {
  @Test func datagramsThatFindNoRoomAreCounted() throws {
    let port = Int.random(in: 20_000...50_000)
    let inbox = Inbox()
    try inbox.addDatagrams(try #require(NetworkAddress("\(port)")))
    defer { inbox.close() }
    let sender = """
      import socket
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      for _ in range(20000): s.sendto(b'x' * 1000, ('127.0.0.1', \(port)))
      """
    let outcome = try Program("python3").run(["-c", sender])
    #expect(outcome.isGood)
    var count = 0
    while inbox.drain({ _ in count += 1 }) {}
    #if os(Linux)
      #expect(inbox.losses.overrun > 0)
      #expect(count + inbox.losses.overrun == 20_000)
      #expect(inbox.losses.text.contains("datagrams lost"))
    #endif
  }
}
