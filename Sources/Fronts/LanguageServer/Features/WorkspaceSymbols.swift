import Bytes
import JSONRPC
import JSONText
import Symbols

/// `workspace/symbol`: rules by number and description, decoders, groups, variables and cases by name.
enum WorkspaceSymbols: Feature {
  static let method = "workspace/symbol"
  /// Nobody reads more.
  private static let limit = 500

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let query = question.parameters["query"]?.bytes?.lowercased ?? ""
    var found: [JSONTree] = []
    var seen: Set<String> = []
    for root in question.server.workspace.all {
      let names = root.names
      // The ruleset's own files come first: they are what people look for.
      let files = names.files.sorted { !root.isReadOnly($0) && root.isReadOnly($1) }
      for file in files where seen.insert(file).inserted {
        guard let outline = names.symbols(of: file)?.outline else { continue }
        let items = flat(outline).filter { matches($0, query) }
        guard !items.isEmpty, let text = question.server.text(of: file) else { continue }
        for item in items {
          found.append(
            .members([
              "name": JSONTree(name(of: item)), "kind": JSONTree(DocumentSymbols.kind(of: item.kind)),
              "location": [
                "uri": JSONTree(question.server.documents.uri(of: file)),
                "range": text.range(of: item.nameRange, question.encoding).tree,
              ],
            ]))
          if found.count == limit { return .array(found) }
        }
      }
    }
    return .array(found)
  }

  private static func flat(_ items: [OutlineItem]) -> [OutlineItem] { items.flatMap { [$0] + flat($0.children) } }

  private static func name(of item: OutlineItem) -> String {
    let name = DocumentSymbols.title(of: item)
    return item.kind == .rule && !item.detail.isEmpty ? "\(name) \(TerminalText.line(item.detail))" : name
  }

  /// Every word of the question must be in the name or in what is said of it.
  private static func matches(_ item: OutlineItem, _ query: ByteString) -> Bool {
    guard item.kind != .step else { return false }
    let text = ByteString(item.name.lowercased.bytes + [32] + item.detail.lowercased.bytes)
    return query.bytes.split(separator: 32).allSatisfy { word in
      text.withView { text in ByteString(word).withView { text.firstIndex(of: $0) != nil } }
    }
  }
}
