import Bytes
import JSONRPC
import JSONText
import Symbols

/// `textDocument/documentSymbol`: what a document holds, as a tree.
enum DocumentSymbols: Feature {
  static let method = "textDocument/documentSymbol"
  static let isPassing = true

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    let outline = FileSymbols(file: subject.path, text: subject.text.bytes).outline
    if question.server.client.takesNestedSymbols {
      return .array(outline.map { tree($0, subject.text, question.encoding) })
    }
    return .array(flat(outline, in: nil, subject, question.encoding))
  }

  private static func tree(_ item: OutlineItem, _ text: DocumentText, _ encoding: PositionEncoding) -> JSONTree {
    // The name must lie in the whole, whatever is half-typed.
    let name = item.nameRange.clamped(to: item.range)
    return .members([
      "name": JSONTree(title(of: item)),
      "detail": item.detail.isEmpty ? nil : JSONTree(TerminalText.line(item.detail)),
      "kind": JSONTree(kind(of: item.kind)),
      "range": text.range(of: item.range, encoding).tree,
      "selectionRange": text.range(of: name, encoding).tree,
      "children": item.children.isEmpty ? nil : .array(item.children.map { tree($0, text, encoding) }),
    ])
  }

  private static func flat(
    _ items: [OutlineItem], in container: String?, _ subject: Question.Subject, _ encoding: PositionEncoding
  ) -> [JSONTree] {
    items.flatMap { item -> [JSONTree] in
      let name = title(of: item)
      let own: JSONTree = .members([
        "name": JSONTree(name), "kind": JSONTree(kind(of: item.kind)),
        "location": ["uri": JSONTree(subject.uri), "range": subject.text.range(of: item.range, encoding).tree],
        "containerName": container.map { JSONTree($0) },
      ])
      return [own] + flat(item.children, in: name, subject, encoding)
    }
  }

  /// A name that is never empty: clients refuse such.
  static func title(of item: OutlineItem) -> String {
    let name = TerminalText.line(item.name)
    return name.isEmpty ? "(\(item.kind.rawValue))" : name
  }

  /// The protocol's number of a kind.
  static func kind(of kind: OutlineItem.Kind) -> Int {
    switch kind {
    case .group: 3  // namespace
    case .rule: 12  // function
    case .decoder: 5  // class
    case .variable: 14  // constant
    case .testCase: 6  // method
    case .step: 24  // event
    case .list: 18  // array
    }
  }
}
