import Bytes
import JSONRPC
import JSONText
import Rulesets
import Symbols

/// `textDocument/prepareCallHierarchy`: the tree of rules and decoders as a hierarchy of calls. Callers are the parents, what
/// is called are the children.
enum CallHierarchy: Feature {
  static let method = "textDocument/prepareCallHierarchy"

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    guard let (occurrence, root) = try question.name(in: subject) else { return .null }
    let symbol = occurrence.symbol
    guard symbol.kind == .rule || symbol.kind == .decoder, let item = item(symbol, root, question) else { return .null }
    return [item]
  }

  /// A rule or decoder as an item; nil where it is written nowhere.
  static func item(_ symbol: Symbol, _ root: Root, _ question: Question) -> JSONTree? {
    let names = root.names
    let place: (file: String, range: Range<Int>, name: Range<Int>, detail: ByteString)? =
      symbol.kind == .rule
      ? names.rule(symbol.name).first.map { ($0.file, $0.rule.range, $0.rule.idRange, $0.rule.description) }
      : names.decoder(symbol.name).first.map { ($0.file, $0.decoder.range, $0.decoder.nameRange, "") }
    guard let place, let text = question.server.text(of: place.file) else { return nil }
    return .members([
      "name": JSONTree("\(symbol.kind.rawValue) \(TerminalText.line(symbol.name))"),
      "detail": place.detail.isEmpty ? nil : JSONTree(TerminalText.line(place.detail)),
      "kind": symbol.kind == .rule ? 12 : 5,
      "uri": JSONTree(question.server.documents.uri(of: place.file)),
      "range": text.range(of: place.range, question.encoding).tree,
      "selectionRange": text.range(of: place.name.clamped(to: place.range), question.encoding).tree,
      "data": ["kind": JSONTree(symbol.kind.rawValue), "name": JSONTree(symbol.name)],
    ])
  }

  /// The rule or decoder of an item that was sent, and its ruleset.
  static func symbol(of question: Question) throws(RPCError) -> (symbol: Symbol, root: Root) {
    let item = question.parameters["item"]
    guard let uri = item?["uri"]?.string, let path = FileURI.path(of: uri), let name = item?["data"]?["name"]?.bytes,
      let kind = item?["data"]?["kind"]?.string.flatMap(SymbolKind.init),
      let root = question.server.workspace.root(of: path)
    else { throw RPCError(.invalidParameters, "item is one of those that were sent.") }
    return (Symbol(kind, name), root)
  }

  /// The rules or decoders at the other end, each with the places where a name ties them.
  static func calls(
    _ others: [Symbol], named end: String, _ root: Root, _ question: Question, places: (Symbol) -> [Range<Int>],
    in text: (Symbol) -> DocumentText?
  ) -> JSONTree {
    .array(
      others.prefix(500).compactMap { other in
        guard let item = item(other, root, question) else { return nil }
        let text = text(other)
        let ranges = places(other).compactMap { range in text?.range(of: range, question.encoding).tree }
        return .object([JSONTree.Member(ByteString(end), item), JSONTree.Member("fromRanges", .array(ranges))])
      })
  }

  /// Where the texts of a rule or decoder name another one.
  static func mentions(of other: Symbol, in owner: Symbol, _ names: SymbolIndex, file: String?) -> [Range<Int>] {
    names.references(of: other).filter { $0.occurrence.owner == owner && $0.file == file }.map(\.occurrence.range)
  }

  /// The file in which a rule or decoder is written first.
  static func file(of symbol: Symbol, _ names: SymbolIndex) -> String? {
    symbol.kind == .rule ? names.rule(symbol.name).first?.file : names.decoder(symbol.name).first?.file
  }
}
