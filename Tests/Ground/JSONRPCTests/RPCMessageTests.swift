import JSONRPC
import JSONText
import Testing

/// What a message is, and what it is not.
@Suite struct RPCMessageTests {
  @Test(
    "messages",
    arguments: [
      (
        #"{"jsonrpc":"2.0","id":1,"method":"m","params":{"a":[1,"x",null,true]}}"#,
        RPCMessage.request(.number(1), method: "m", parameters: ["a": [1, "x", .null, true]])
      ),
      (#"{"id":"a","method":"m"}"#, .request(.text("a"), method: "m", parameters: .null)),
      (#"{"method":"m","params":[]}"#, .notification(method: "m", parameters: [])),
      (#"{"id":7,"result":null}"#, .answer(.number(7), .success(.null))),
      (
        #"{"id":7,"error":{"code":-32601,"message":"no"}}"#,
        .answer(.number(7), .failure(RPCError(.methodNotFound, "no")))
      ),
    ])
  func read(_ text: String, _ expected: RPCMessage) throws {
    #expect(try RPCMessage(reading: Array(text.utf8)) == expected)
  }

  @Test(
    "what is no message",
    arguments: [
      ("", RPCError.Code.parseError, RPCIdentifier.none), ("{", .parseError, .none), ("{} x", .parseError, .none),
      ("[]", .invalidRequest, .none), ("1", .invalidRequest, .none), ("{}", .invalidRequest, .none),
      (#"{"id":3,"method":4}"#, .invalidRequest, .number(3)), (#"{"id":null,"method":"m"}"#, .invalidRequest, .none),
      (#"{"id":1.5,"method":"m"}"#, .invalidRequest, .none), (#"{"id":{},"method":"m"}"#, .invalidRequest, .none),
      (#"{"id":9}"#, .invalidRequest, .number(9)),
      (String(repeating: "[", count: 100_000), .parseError, .none),
    ])
  func refused(_ text: String, _ code: RPCError.Code, _ identifier: RPCIdentifier) {
    let body = Array(text.utf8)
    let error = #expect(throws: RPCError.self) { try RPCMessage(reading: body) }
    #expect(error?.code == code)
    #expect(RPCMessage.identifier(of: body) == identifier)
  }

  @Test("what is written is read again") func roundTrip() throws {
    let tree: JSONTree = ["line": 3, "text": "a\"\n\u{1F600}", "list": [.null, false, -1, .number(0.5)]]
    #expect(
      try RPCMessage(reading: RPCMessage.answer(to: .text("x")) { tree.write(to: &$0) })
        == .answer(.text("x"), .success(tree)))
    #expect(
      try RPCMessage(reading: RPCMessage.notification("n") { tree.write(to: &$0) })
        == .notification(method: "n", parameters: tree))
    #expect(
      try RPCMessage(reading: RPCMessage.request(.number(4), "r", nil))
        == .request(.number(4), method: "r", parameters: .null))
    let error = RPCError(.invalidParameters, "no such file", data: tree)
    #expect(try RPCMessage(reading: RPCMessage.answer(to: .number(1), error)) == .answer(.number(1), .failure(error)))
  }

  @Test(
    "what no text of ours can hold becomes one unit of UTF-16",
    arguments: [
      (#"a\u0000b"#, "a\u{FFFD}b"), (#"\ud83d\ude00"#, "\u{1F600}"), (#"\ud83d"#, "\u{FFFD}"),
      (#"\ude00x"#, "\u{FFFD}x"),
      (#"\ud83d\ud83d\ude00"#, "\u{FFFD}\u{1F600}"), (#"\ud83dx\ude00"#, "\u{FFFD}x\u{FFFD}"),
      (#"\ud83d\n"#, "\u{FFFD}\n"), (#"\\u0000"#, #"\u0000"#), (#"\ud83d\u0000"#, "\u{FFFD}\u{FFFD}"),
      (#"\\\u0000"#, "\\\u{FFFD}"),
    ])
  func escapes(_ written: String, _ expected: String) throws {
    let message = try RPCMessage(reading: Array(#"{"method":"m","params":"\#(written)"}"#.utf8))
    #expect(message == .notification(method: "m", parameters: JSONTree(expected)))
  }

  @Test("large whole numbers keep their digits") func numbers() {
    #expect(JSONTree(1_767_225_600_123).text == Array("1767225600123".utf8))
    #expect(JSONTree(reading: Array("9007199254740991".utf8))?.integer == 9_007_199_254_740_991)
  }
}
