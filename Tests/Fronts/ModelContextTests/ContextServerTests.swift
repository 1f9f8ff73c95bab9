import Bytes
import Foundation
import JSONRPC
import JSONText
import ModelContext
import Rulesets
import TestSupport
import Testing
import Workbench

/// What a client of the Model Context Protocol is answered.
@Suite struct ContextServerTests {
  private func server(_ folder: String = "/") -> ContextServer {
    var options = RulesetOptions()
    options.base = .minimal
    options.workingDirectory = folder
    return ContextServer(ToolSurroundings(RulesetChoice(options), folder: folder))
  }

  private func start(_ version: String = "2025-06-18") -> String {
    #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"\#(version)","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#
  }

  private func answers(_ server: inout ContextServer, _ messages: [String]) async -> [JSONTree] {
    var answers: [JSONTree] = []
    for message in messages {
      if let answer = await server.answer(Array(message.utf8)), let tree = JSONTree(reading: answer) {
        answers.append(tree)
      }
    }
    return answers
  }

  @Test(
    "the revision that both speak",
    arguments: [
      ("2024-11-05", "2024-11-05"), ("2025-03-26", "2025-03-26"), ("2025-06-18", "2025-06-18"),
      ("2099-01-01", "2025-06-18"), ("1.0.0", "2025-06-18"),
    ])
  func versions(_ asked: String, _ spoken: String) async throws {
    var server = server()
    let answer = try #require(await answers(&server, [start(asked)]).first)
    #expect(answer["result"]?["protocolVersion"]?.string == spoken)
    #expect(answer["result"]?["capabilities"]?["tools"] != nil)
    #expect(answer["result"]?["serverInfo"]?["version"]?.string == Release.version)
    let list = try #require(
      await answers(&server, [#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#]).first?["result"]?["tools"])
    #expect(
      list.elements.compactMap { $0["name"]?.string } == [
        "try", "explain", "lint", "regex", "test", "new", "diff", "ids",
      ])
    for tool in list.elements {
      #expect((tool["annotations"] != nil) == (spoken >= "2025-03-26"))
      #expect((tool["title"] != nil) == (spoken >= "2025-06-18"))
      #expect(tool["inputSchema"]?["type"]?.string == "object")
      #expect(tool["inputSchema"]?["additionalProperties"]?.bool == false)
      let properties = Set(tool["inputSchema"]?["properties"]?.members.map(\.name) ?? [])
      #expect(
        (tool["inputSchema"]?["required"]?.elements ?? []).allSatisfy { $0.bytes.map(properties.contains) == true })
    }
  }

  @Test("what is no good message", arguments: faults)
  func badMessages(_ messages: [String], _ code: Int, _ part: String) async throws {
    var server = server()
    let answer = try #require(await answers(&server, messages).last)
    #expect(answer["error"]?["code"]?.integer == code)
    #expect(
      answer["error"]?["message"]?.string?.contains(part) == true, "\(String(decoding: answer.text, as: UTF8.self))")
  }

  private static func call(_ name: String, _ arguments: String) -> String {
    #"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"\#(name)","arguments":\#(arguments)}}"#
  }

  private static let begin =
    #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18"}}"#

  private static let faults: [([String], Int, String)] = [
    (["{"], -32700, "JSON"),
    (["[]"], -32600, "one JSON object"),
    ([begin, #"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#], -32600, "one JSON object"),
    ([#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#], -32600, "initialize"),
    ([call("try", "{}")], -32600, "initialize"),
    ([begin, #"{"jsonrpc":"2.0","id":1,"method":"resources/list"}"#], -32601, "resources/list"),
    ([begin, #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}"#], -32602, "name"),
    ([begin, call("tri", "{}")], -32602, "did you mean try"),
    ([begin, call("try", "[]")], -32602, "object"),
    ([begin, call("try", "{}")], -32602, "logs"),
    ([begin, call("try", #"{"logs":[]}"#)], -32602, "1 to 100"),
    ([begin, call("try", #"{"logs":"a"}"#)], -32602, "array"),
    ([begin, call("try", #"{"logs":["a"],"logz":1}"#)], -32602, "did you mean"),
    ([begin, call("try", #"{"logs":["a"],"format":"x"}"#)], -32602, "one of"),
    ([begin, call("try", #"{"logs":["a"],"interval":-1}"#)], -32602, "0 to 86400"),
    ([begin, call("try", #"{"logs":["a"],"interval":1.5}"#)], -32602, "whole number"),
  ]

  @Test("ping is answered at any time, notifications never")
  func smallMessages() async throws {
    var server = server()
    let answers = await answers(
      &server,
      [
        #"{"jsonrpc":"2.0","id":"a","method":"ping"}"#, #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
        #"{"jsonrpc":"2.0","id":3,"result":{}}"#,
      ])
    #expect(answers.map { String(decoding: $0.text, as: UTF8.self) } == [#"{"jsonrpc":"2.0","id":"a","result":{}}"#])
  }

  @Test("the revision of March 2025 has batches")
  func batches() async throws {
    var server = server()
    let answers = await answers(
      &server,
      [
        start("2025-03-26"),
        #"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"notifications/initialized"},{"jsonrpc":"2.0","id":2,"method":"x"}]"#,
      ])
    #expect(answers.last?.elements.map { $0["id"]?.integer } == [1, 2])
  }

  @Test("a request that was given up is not answered, and others are")
  func cancellation() async throws {
    var server = server()
    _ = await answers(&server, [start()])
    let body = Array(Self.call("regex", #"{"pattern":"a"}"#).utf8)
    #expect(await server.answer(body) { $0 == .number(7) } == nil)
    #expect(await server.answer(body) { $0 == .number(8) } != nil)
  }

  @Test("messages of a stream, as they come")
  func inbox() {
    let stream = [
      #"{"jsonrpc":"2.0","id":1,"method":"ping"}"# + "\n" + #"{"jsonrpc":"2.0","id":2,"met"#,
      #"hod":"ping"}"# + "\r\n\n" + #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}"#,
      "\n",
      #"{"jsonrpc":"2.0","id":3,"method":"ping"}"#, "",
    ]
    var at = 0
    var inbox = MessageInbox { _ in
      defer { at += 1 }
      return Array(stream[min(at, stream.count - 1)].utf8)
    }
    var seen: [String] = []
    while case .body(let body)? = inbox.next() {
      let id = RPCMessage.identifier(of: body)
      seen.append("\(id) \(inbox.isCancelled(id))")
    }
    #expect(seen == ["number(1) false", "number(2) true", "number(3) false"])
  }
}
