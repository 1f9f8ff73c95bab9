import Foundation
import JSONText
import TestSupport
import Testing

@testable import LanguageServer

/// Random changes of open documents: the server is never in another state than one that has just opened the same texts.
@Suite struct EditTests {
  /// How many changes: `ASSAY_FUZZ_EDITS`.
  static var count: Int { FuzzSettings.count("ASSAY_FUZZ_EDITS", default: 1500) }

  private static let pieces = [
    "<", ">", "</rule>", "<rule id=\"100007\" level=\"3\">", "<if_sid>100000</if_sid>", "\"", "é", "\u{1F600}", "\n",
    "\r\n",
    " ", "<!--", "-->", "$REFUSED", "<var name=\"X\">y</var>", "<match>a|b</match>", "<regex type=\"pcre2\">(a",
    "</group>",
    "<decoder name=\"shop\">", "100001", "&lt;", "\\", "日本", "<group name=\"x,\">", "rule = 100001\n", "[title]\n",
    "> log\n", "",
  ]

  @Test("the state after many changes is that of a fresh opening") func state() throws {
    let folder = try Shop.folder()
    let names = ["rules/shop.xml", "decoders/shop.xml", "tests/shop.ruletest"]
    for (round, encoding) in ["utf-16", "utf-8"].enumerated() {
      var random = SplitMix(seed: FuzzSettings.seed &+ UInt64(round))
      var capabilities = Client.everything.members.filter { $0.name != "general" }
      capabilities.append(JSONTree.Member("general", ["positionEncodings": [JSONTree(encoding)]]))
      let client = Client(folder, capabilities: .object(capabilities))
      var texts: [String: DocumentText] = [:]
      for name in names {
        try client.open(name)
        texts[name] = DocumentText(Array(try folder.read(name).utf8))
      }
      let unit = PositionEncoding(rawValue: encoding) ?? .utf16
      for number in 1...max(1, Self.count / 2) {
        let name = names[Int.random(in: 0..<names.count, using: &random)]
        guard var text = texts[name] else { continue }
        // Now and then the author begins anew, so that texts do not drift away from what they are.
        if number.isMultiple(of: 40) {
          text = DocumentText(Array(try folder.read(name).utf8))
          client.change(name, [["text": JSONTree(String(decoding: text.bytes, as: UTF8.self))]])
        } else {
          var changes: [JSONTree] = []
          for _ in 0..<Int.random(in: 1...3, using: &random) {
            let edit = Self.edit(of: text, &random)
            changes.append(
              ["range": text.range(of: edit.range, unit).tree, "text": JSONTree(edit.text)])
            text.replace(edit.range, with: Array(edit.text.utf8))
          }
          client.change(name, changes)
        }
        texts[name] = text
        if number.isMultiple(of: 7) { client.run() }
        guard number.isMultiple(of: max(50, Self.count / 100)) else { continue }
        client.run()
        for name in names {
          #expect(client.server.documents[client.uri(name)]?.text == texts[name], "\(name) after \(number) changes")
        }
        try compare(client, with: texts, folder, capabilities: .object(capabilities), after: number)
      }
    }
  }

  private static func edit(of text: DocumentText, _ random: inout SplitMix) -> (range: Range<Int>, text: String) {
    func place(_ near: Int) -> Int {
      var at = max(0, min(text.bytes.count, near))
      while at > 0, at < text.bytes.count, text.bytes[at] & 0xC0 == 0x80 { at -= 1 }
      // No editor has a place between the two bytes of a line end.
      if at > 0, at < text.bytes.count, text.bytes[at] == 10, text.bytes[at - 1] == 13 { at -= 1 }
      return at
    }
    let start = place(Int.random(in: 0...text.bytes.count, using: &random))
    let end = Bool.random(using: &random) ? start : place(start + Int.random(in: 0...30, using: &random))
    let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
    return (min(start, end)..<max(start, end), piece)
  }

  private func compare(
    _ client: Client, with texts: [String: DocumentText], _ folder: TemporaryFolder, capabilities: JSONTree,
    after number: Int
  ) throws {
    let fresh = Client(folder, capabilities: capabilities)
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      try fresh.open(name, String(decoding: text.bytes, as: UTF8.self))
    }
    fresh.run()
    for name in texts.keys.sorted() + ["assay.conf"] {
      #expect(client.problems(name) == fresh.problems(name), "\(name) after \(number) changes")
      for method in ["textDocument/documentSymbol", "textDocument/semanticTokens/full", "textDocument/codeLens"] {
        let document: JSONTree = ["textDocument": ["uri": JSONTree(client.uri(name))]]
        #expect(
          Self.text(client.ask(method, document)) == Self.text(fresh.ask(method, document)), "\(method) of \(name)")
      }
      let middle: JSONTree = [
        "textDocument": ["uri": JSONTree(client.uri(name))], "position": ["line": 9, "character": 12],
      ]
      for method in ["textDocument/hover", "textDocument/completion", "textDocument/definition"] {
        #expect(Self.text(client.ask(method, middle)) == Self.text(fresh.ask(method, middle)), "\(method) of \(name)")
      }
    }
  }

  private static func text(_ result: Result<JSONTree, some Error>?) -> String {
    switch result {
    case .success(let tree)?: String(decoding: tree.text, as: UTF8.self)
    case .failure(let error)?: "\(error)"
    case nil: "nothing"
    }
  }
}
