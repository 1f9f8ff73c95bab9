import Bytes
import JSONRPC
import JSONText
import Rulesets
import Symbols

/// `callHierarchy/outgoingCalls`: what stands below a rule or decoder.
enum OutgoingCalls: Feature {
  static let method = "callHierarchy/outgoingCalls"

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let (symbol, root) = try CallHierarchy.symbol(of: question)
    let names = root.names
    let text = CallHierarchy.file(of: symbol, names).flatMap(question.server.text)
    let own =
      symbol.kind == .rule
      ? names.rule(symbol.name).prefix(1).map(\.rule.idRange)
      : names.decoder(symbol.name).prefix(1).map(\.decoder.nameRange)
    // The protocol has the places of the caller, which knows nothing of its children.
    return CallHierarchy.calls(
      children(of: symbol, root, names), named: "to", root, question, places: { _ in own }, in: { _ in text })
  }

  /// The children: rules as they were loaded, in order of trial; those that were not loaded as they are written.
  private static func children(of symbol: Symbol, _ root: Root, _ names: SymbolIndex) -> [Symbol] {
    guard symbol.kind == .rule else { return names.children(ofDecoder: symbol.name) }
    let forest = root.whole.rules
    guard let id = Int(symbol.name.description), let index = forest.rules.firstIndex(where: { $0.id == id }) else {
      var seen: Set<Symbol> = []
      return names.children(ofRule: symbol.name).map(\.rule).filter { seen.insert($0).inserted }
    }
    return RuleTree(forest).children(of: index).map { Symbol(.rule, ByteString("\(forest.rules[$0].id)")) }
  }
}
