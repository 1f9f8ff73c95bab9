import Foundation
import JSONRPC
import JSONText
import TestSupport
import Testing

@testable import LanguageServer

/// Conversations with the server as plain text: `== QUESTION`, and below it what comes back.
///
/// A question is `METHOD FILE [LINE:COLUMN[-LINE:COLUMN]] [JSON]`, counted as the protocol does, or one of `open FILE`,
/// `problems FILE`, `notes METHOD`, `type FILE LINE:COLUMN-LINE:COLUMN TEXT`. `$ROOT` stands for the name of the folder.
/// With `ASSAY_RECORD=1` the answers are written down anew, for a person to read the difference.
@Suite struct TranscriptTests {
  static let names: [String] = {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: Shop.fixtures.path)) ?? []
    return all.filter { $0.hasSuffix(".transcript") }.sorted()
  }()

  @Test("there are transcripts") func any() { #expect(Self.names.count >= 5) }

  @Test("what comes back is what was written down", arguments: names) func transcript(_ name: String) throws {
    let file = Shop.fixtures.appending(path: name)
    let written = try String(contentsOf: file, encoding: .utf8)
    let client = Client(try Shop.folder())
    client.run()
    var said = ""
    var wanted = ""
    for line in written.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("#") || line.isEmpty || line.hasPrefix("== ") { said += line + "\n" }
      if line.hasPrefix("== ") { said += try answer(String(line.dropFirst(3)), client) }
      wanted += line + "\n"
    }
    said.removeLast()
    wanted.removeLast()
    if ProcessInfo.processInfo.environment["ASSAY_RECORD"] == "1" {
      try said.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(said == wanted)
    }
  }

  private func answer(_ question: String, _ client: Client) throws -> String {
    var words = question.split(separator: " ", maxSplits: 1).map(String.init)
    let method = words.removeFirst()
    var rest = words.first ?? ""
    func next() -> String {
      let parts = rest.split(separator: " ", maxSplits: 1).map(String.init)
      rest = parts.count > 1 ? parts[1] : ""
      return parts.first ?? ""
    }
    switch method {
    case "open":
      try client.open(next())
      client.run()
      return ""
    case "close":
      client.close(next())
      client.run()
      return ""
    case "type":
      let (file, range) = (next(), Self.range(next()))
      client.change(file, [["range": range?.tree ?? .null, "text": JSONTree(rest.replacing("\\n", with: "\n"))]])
      client.run()
      return ""
    case "problems": return client.problems(next()).map { $0.replacing("\n", with: " | ") + "\n" }.joined()
    case "notes":
      let wanted = next()
      return client.notes.filter { $0.method == wanted }.map { show($0.parameters, client) }.joined()
    default: break
    }
    var parameters: [JSONTree.Member] = []
    if rest.first != "{", !rest.isEmpty {
      let file = next()
      if file != "-" { parameters.append(JSONTree.Member("textDocument", ["uri": JSONTree(client.uri(file))])) }
    }
    if let first = rest.first, first.isNumber {
      let place = next()
      if let range = Self.range(place) {
        parameters.append(JSONTree.Member("range", range.tree))
      } else if let position = Self.position(place) {
        parameters.append(JSONTree.Member("position", position.tree))
      }
    }
    if !rest.isEmpty {
      let text = rest.replacing("$ROOT", with: FileURI.uri(of: client.folder.path))
      parameters += try #require(JSONTree(reading: Array(text.utf8))).members
    }
    switch client.ask(method, .object(parameters)) {
    case .success(let tree)?: return show(tree, client)
    case .failure(let error)?:
      return "! \(error.number) \(error.message.replacing(client.folder.path, with: "$ROOT"))\n"
    case nil: return "! no answer\n"
    }
  }

  private static func position(_ text: String) -> TextPosition? {
    let parts = text.split(separator: ":").compactMap { Int($0) }
    return parts.count == 2 ? TextPosition(line: parts[0], character: parts[1]) : nil
  }

  private static func range(_ text: String) -> TextRange? {
    let ends = text.split(separator: "-").compactMap { position(String($0)) }
    return ends.count == 2 ? TextRange(ends[0], ends[1]) : nil
  }

  /// JSON in lines; places in one line each, and texts of several lines as such, so that a person can read them.
  private func show(_ tree: JSONTree, _ client: Client) -> String {
    var text = ""
    Self.write(tree, indentation: "", to: &text)
    return text.replacing(FileURI.uri(of: client.folder.path), with: "$ROOT")
      .replacing(client.folder.path, with: "$ROOT")
  }

  private static func write(_ tree: JSONTree, indentation: String, to text: inout String) {
    switch tree {
    case .object(let members) where TextRange(tree) != nil || TextPosition(tree) != nil || members.isEmpty:
      text += "\(indentation)\(short(tree))\n"
    case .object(let members):
      for member in members {
        switch member.value {
        // It is made of names of files, and the folder has another name each time.
        case .string where member.name == "resultId": text += "\(indentation)\(member.name): …\n"
        case .object(let inner)
        where !inner.isEmpty && TextRange(member.value) == nil && TextPosition(member.value) == nil:
          text += "\(indentation)\(member.name):\n"
          write(member.value, indentation: indentation + "  ", to: &text)
        case .array(let elements) where elements.contains { !$0.members.isEmpty }:
          text += "\(indentation)\(member.name):\n"
          write(member.value, indentation: indentation + "  ", to: &text)
        case .string(let value) where value.bytes.contains(10):
          text += "\(indentation)\(member.name):\n"
          for line in value.description.split(separator: "\n", omittingEmptySubsequences: false) {
            text += "\(indentation)  |\(line)\n"
          }
        default: text += "\(indentation)\(member.name): \(short(member.value))\n"
        }
      }
    case .array(let elements) where elements.contains { !$0.members.isEmpty }:
      for element in elements {
        text += "\(indentation)-\n"
        write(element, indentation: indentation + "  ", to: &text)
      }
    default: text += "\(indentation)\(short(tree))\n"
    }
  }

  private static func short(_ tree: JSONTree) -> String {
    if let range = TextRange(tree) { return "\(short(range.start.tree))-\(short(range.end.tree))" }
    if let position = TextPosition(tree) { return "\(position.line):\(position.character)" }
    return String(decoding: tree.text, as: UTF8.self)
  }
}
