import JSONRPC
import Testing

/// Messages in a stream of bytes.
@Suite struct FramingTests {
  /// What comes out of a stream that comes in pieces.
  private func frames(_ stream: String, pieces: Int, longestBody: Int = 1000) -> [String] {
    var framing = HeaderFraming(longestBody: longestBody)
    var found: [String] = []
    let bytes = Array(stream.utf8)
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      framing.append(bytes[start..<min(start + pieces, bytes.count)])
      while let frame = framing.next() { found.append(Self.text(frame)) }
    }
    return found
  }

  private static func text(_ frame: RPCFrame) -> String {
    switch frame {
    case .body(let body): String(decoding: body, as: UTF8.self)
    case .fault(.missingLength): "no length"
    case .fault(.badLength): "bad length"
    case .fault(.tooLong): "too long"
    }
  }

  /// A stream, and what comes out of it.
  static let streams: [(String, [String])] = [
    ("", []),
    ("Content-Length: 2\r\n\r\n{}", ["{}"]),
    ("content-length:2\n\n{}", ["{}"]),
    ("Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n[]", ["[]"]),
    ("Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\n1", ["", "1"]),
    ("Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n{ }Content-Length: 9\r\n\r\n{", ["{}", "{ }"]),
    // A body may hold what looks like a header.
    (
      "Content-Length: 21\r\n\r\nContent-Length: 1\r\n\r\nContent-Length: 1\r\n\r\n1",
      ["Content-Length: 1\r\n\r\n", "1"]
    ),
    ("Content-Type: x\r\n\r\n{}Content-Length: 2\r\n\r\n{}", ["no length", "{}"]),
    ("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} Content-Length: 2\r\n\r\n{}", ["no length", "{}"]),
    ("Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", ["{}"]),
    ("Content-Length: -2\r\n\r\n{}Content-Length: 2\r\n\r\n{}", ["bad length", "{}"]),
    ("Content-Length: 99999999999999999999\r\n\r\n{}Content-Length: 2\r\n\r\n{}", ["bad length", "{}"]),
    ("Content-Length: \r\n\r\n{}Content-Length: 2\r\n\r\n{}", ["bad length", "{}"]),
    (
      "Content-Length: 2000\r\n\r\n" + String(repeating: "x", count: 2000) + "Content-Length: 1\r\n\r\n1",
      ["too long", "1"]
    ),
    (String(repeating: "x", count: 9000) + "\nContent-Length: 1\r\n\r\n1", ["too long", "1"]),
    ("\r\n\r\nContent-Length: 1\r\n\r\n1", ["no length", "1"]),
  ]

  @Test("messages come out whole, whatever the pieces", arguments: streams)
  func pieces(_ stream: String, _ expected: [String]) {
    for pieces in [1, 2, 3, 7, 64, 100_000] {
      #expect(frames(stream, pieces: pieces) == expected, "pieces of \(pieces)")
    }
  }

  @Test("a length that nobody can mean takes no memory") func bounded() {
    var framing = HeaderFraming()
    framing.append(Array("Content-Length: 999999999999999999\r\n\r\n".utf8))
    for _ in 0..<100 {
      framing.append([UInt8](repeating: 0x20, count: 1 << 16))
      #expect(framing.next() == nil)
    }
    #expect(!framing.isBetweenMessages)
  }

  @Test("what is framed is read again") func roundTrip() {
    var framing = HeaderFraming()
    var sent: [[UInt8]] = []
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let body = (0..<Int.random(in: 0..<300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      sent.append(body)
      framing.append(HeaderFraming.frame(body))
      #expect(framing.next() == .body(body))
    }
    #expect(framing.isBetweenMessages)
  }

  @Test("noise is no crash, and a message behind it is found") func noise() {
    let alphabet = Array("Content-Length: 13\r\n\n{}".utf8)
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      var framing = HeaderFraming(longestBody: 100)
      framing.append(
        (0..<Int.random(in: 1..<80, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
      while framing.next() != nil {}
      // Whatever has begun is at its end after so many bytes.
      framing.append(Array(String(repeating: "\n\n", count: 200).utf8))
      while framing.next() != nil {}
      framing.append(Array("\n\nContent-Length: 2\r\n\r\n{}".utf8))
      var last: RPCFrame?
      while let frame = framing.next() { last = frame }
      if framing.isBetweenMessages { #expect(last == .body(Array("{}".utf8))) }
    }
  }

  @Test(
    "a message per line",
    arguments: [
      ("", []), ("{}\n", ["{}"]), ("{}\r\n\n \n[]\n", ["{}", "[]"]), ("{}", ["{}"]),
      (String(repeating: "x", count: 200) + "\n1\n", ["too long", "1"]),
    ])
  func lines(_ stream: String, _ expected: [String]) {
    for pieces in [1, 3, 50, 1000] {
      var framing = LineFraming(longestLine: 100)
      var found: [String] = []
      let bytes = Array(stream.utf8)
      for start in stride(from: 0, to: bytes.count, by: pieces) {
        framing.append(bytes[start..<min(start + pieces, bytes.count)])
        while let frame = framing.next() { found.append(Self.text(frame)) }
      }
      if let frame = framing.finish() { found.append(Self.text(frame)) }
      #expect(found == expected, "pieces of \(pieces)")
    }
  }
}
