import Bytes
import JSONRPC
import JSONText
import TestSupport
import Testing

@testable import LanguageServer

/// What the protocol asks of every server.
@Suite struct ProtocolTests {
  private func code(_ result: Result<JSONTree, RPCError>?) -> RPCError.Code? {
    if case .failure(let error)? = result { error.code } else { nil }
  }

  @Test("nothing is answered before the beginning, and nothing behind the end") func phases() throws {
    var sent: [RPCMessage] = []
    let server = LanguageServer { body in if let message = try? RPCMessage(reading: body) { sent.append(message) } }
    func ask(_ number: Int, _ method: String) -> RPCError.Code? {
      server.receive(RPCMessage.request(.number(number), method) { $0.object { _ in } })
      while server.step() {}
      guard case .answer(.number(number), let result)? = sent.last else { return .internalError }
      return code(result)
    }
    #expect(ask(1, "textDocument/hover") == .notInitialized)
    #expect(ask(2, "initialize") == nil)
    #expect(ask(3, "initialize") == .invalidRequest)
    #expect(ask(4, "textDocument/nothing") == .methodNotFound)
    #expect(ask(5, "textDocument/hover") == .invalidParameters)
    #expect(ask(6, "shutdown") == nil)
    #expect(ask(7, "textDocument/hover") == .invalidRequest)
    server.receive(RPCMessage.notification("exit") { $0.null() })
    while server.step() {}
    #expect(server.exitCode == 0)
  }

  @Test("who leaves without good-bye") func exit() {
    let server = LanguageServer { _ in }
    server.receive(RPCMessage.notification("exit") { $0.null() })
    while server.step() {}
    #expect(server.exitCode == 1)
  }

  @Test("a request that is given up is answered so") func cancel() throws {
    let client = Client(try Shop.folder())
    let first = client.send("textDocument/hover", ["textDocument": ["uri": "file:///x"]])
    client.tell("$/cancelRequest", ["id": 2])
    client.run()
    #expect(first == .number(2))
    #expect(code(client.answer(to: first)) == .requestCancelled)
  }

  @Test("a hover about a text that is about to change is not answered") func modified() throws {
    let client = Client(try Shop.folder())
    try client.open("rules/shop.xml")
    client.run()
    let place: JSONTree = [
      "textDocument": ["uri": JSONTree(client.uri("rules/shop.xml"))], "position": ["line": 9, "character": 14],
    ]
    let hover = client.send("textDocument/hover", place)
    client.change("rules/shop.xml", [["text": "<group/>"]])
    client.run()
    #expect(code(client.answer(to: hover)) == .contentModified)
  }

  @Test("of several changes only the last text is looked at") func newest() throws {
    let client = Client(try Shop.folder())
    try client.open("rules/shop.xml")
    client.run()
    let before = client.notes.count
    for text in ["<", "<group", "<group name=\"a,\"></group>"] {
      client.change("rules/shop.xml", [["text": JSONTree(text)]])
    }
    client.run()
    let published = client.notes.dropFirst(before).filter {
      $0.method == "textDocument/publishDiagnostics"
        && $0.parameters["uri"]?.string == client.uri("rules/shop.xml")
    }
    #expect(published.count == 1)
    #expect(published.first?.parameters["version"]?.integer == 4)
  }

  @Test("a client that asks itself is told to ask again") func pull() throws {
    var capabilities = Client.everything.members
    capabilities = capabilities.map { member in
      guard member.name == "workspace" else { return member }
      return JSONTree.Member("workspace", ["diagnostics": ["refreshSupport": true]])
    }
    let documents = Client.everything["textDocument"]?.members ?? []
    capabilities.removeAll { $0.name == "textDocument" }
    capabilities.append(JSONTree.Member("textDocument", .object(documents + [JSONTree.Member("diagnostic", [:])])))
    let client = Client(try Shop.folder(), capabilities: .object(capabilities))
    try client.open("rules/shop.xml")
    client.run()
    #expect(client.diagnostics.isEmpty)
    #expect(client.notes.contains { $0.method == "workspace/diagnostic/refresh" })
    guard case .success(let answer)? = client.ask("workspace/diagnostic", ["previousResultIds": []]) else {
      return #expect(Bool(false), "no answer")
    }
    let items = answer["items"]?.elements ?? []
    let rules = try #require(items.first { $0["uri"]?.string == client.uri("rules/shop.xml") })
    #expect(rules["items"]?.elements.count == 3)
    let previous: JSONTree = ["uri": rules["uri"] ?? .null, "value": rules["resultId"] ?? .null]
    guard case .success(let again)? = client.ask("workspace/diagnostic", ["previousResultIds": [previous]]) else {
      return #expect(Bool(false), "no answer")
    }
    let same = again["items"]?.elements.first { $0["uri"] == rules["uri"] }
    #expect(same?["kind"]?.string == "unchanged")
  }

  @Test("a file that is new is loaded before it is saved") func newFile() throws {
    let folder = try Shop.folder()
    let client = Client(folder)
    try client.open("rules/shop.xml")
    client.run()
    #expect(client.problems("rules/shop.xml").contains { $0.contains("100009") })
    try client.open(
      "rules/extra.xml",
      "<group name=\"x,\"><rule id=\"100009\" level=\"3\"><match>x</match><description>x</description></rule></group>\n"
    )
    client.run()
    #expect(!client.problems("rules/shop.xml").contains { $0.contains("100009") })
    client.close("rules/extra.xml")
    client.run()
    #expect(client.problems("rules/shop.xml").contains { $0.contains("100009") })
  }

  @Test("settings of the client stand for an assay.conf, and one in an editor for the one on disk") func settings()
    throws
  {
    let folder = try TemporaryFolder(["r.xml": try Shop.folder().read("rules/shop.xml")])
    let client = Client(folder, options: ["base": "minimal", "lint-exclude": ["list-field", "7617"]])
    try client.open("r.xml")
    client.run()
    #expect(!client.problems("r.xml").isEmpty)
    #expect(!client.problems("r.xml").contains { $0.contains("7617") || $0.contains("list-field") })
    try client.open("assay.conf", "base = minimal\nlint-only = 7617\n")
    try folder.write("base = minimal\n", to: "assay.conf")
    client.tell(
      "workspace/didChangeWatchedFiles", ["changes": [["uri": JSONTree(client.uri("assay.conf")), "type": 1]]])
    client.run()
    #expect(client.problems("r.xml").map { $0.split(separator: " ")[2] } == ["7617"])
  }

  @Test("a file outside of all folders is looked at by itself, until it is closed") func outside() throws {
    let folder = try Shop.folder()
    let other = try TemporaryFolder()
    let client = Client(folder)
    client.run()
    let uri = FileURI.uri(of: other.path + "/a rule.xml")
    let text =
      "<group name=\"x,\">\n  <rule id=\"100100\" level=\"3\"><if_sid>1,</if_sid><description>é</description></rule>\n</group>\n"
    try other.write("", to: "a rule.xml")
    client.tell(
      "textDocument/didOpen",
      ["textDocument": ["uri": JSONTree(uri), "languageId": "xml", "version": 1, "text": JSONTree(text)]])
    client.run()
    #expect(client.diagnostics[uri]?.compactMap { $0["code"]?.string } == ["if-sid-trailing-separator"])
    client.tell("textDocument/didClose", ["textDocument": ["uri": JSONTree(uri)]])
    client.run()
    #expect(client.diagnostics[uri] == [])
  }

  @Test("folders come and go") func folders() throws {
    let (first, second) = (try Shop.folder(), try Shop.folder())
    let client = Client(first)
    client.tell("workspace/didChangeWatchedFiles", ["changes": []])
    client.run()
    let uri = FileURI.uri(of: second.path + "/rules/shop.xml")
    func change(_ list: String) {
      let entry: JSONTree = [["uri": JSONTree(FileURI.uri(of: second.path)), "name": "second"]]
      let event = ["added", "removed"].map { JSONTree.Member(ByteString($0), $0 == list ? entry : []) }
      client.tell("workspace/didChangeWorkspaceFolders", ["event": .object(event)])
      client.run()
    }
    #expect(client.problems("rules/shop.xml").count == 3)
    change("added")
    #expect(client.diagnostics[uri]?.count == 3)
    change("removed")
    #expect(client.diagnostics[uri] == [])
    #expect(client.problems("rules/shop.xml").count == 3)
  }

  @Test("a mistake in assay.conf is shown there") func configuration() throws {
    let folder = try Shop.folder()
    let client = Client(folder)
    try client.open("assay.conf", "base = minimal\nnonsense\n")
    client.run()
    #expect(client.problems("assay.conf").contains { $0.hasPrefix("1:0-1:8 1 configuration-syntax") })
  }

  @Test("hostile messages are answered or passed over") func hostile() throws {
    let client = Client(try Shop.folder())
    for body in ["", "[]", "{", "{\"id\":1}", "{\"method\":5}", String(repeating: "[", count: 5000), "\u{0}"] {
      client.server.receive(Array(body.utf8))
    }
    client.tell("textDocument/didOpen", .null)
    client.tell("textDocument/didChange", ["textDocument": ["uri": "file:///never"], "contentChanges": 5])
    try client.open("rules/shop.xml")
    let far: JSONTree = [
      "start": ["line": 999_999_999, "character": 4_294_967_295], "end": ["line": 0, "character": 0],
    ]
    client.change("rules/shop.xml", [["range": far, "text": "x"], ["range": ["start": 1], "text": "<group/>"], [:]])
    client.run()
    for method in FeatureTable.byMethod.keys.sorted() {
      for parameters: JSONTree in [
        .null, [:], ["textDocument": ["uri": "file:///etc"]], ["textDocument": 4], ["item": [:]],
      ] {
        #expect(client.ask(method, parameters) != nil, "\(method)")
      }
    }
  }
}
