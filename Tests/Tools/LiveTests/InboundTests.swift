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
