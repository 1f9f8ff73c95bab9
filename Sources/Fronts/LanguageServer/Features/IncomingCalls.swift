import JSONRPC
import JSONText
import Symbols

/// `callHierarchy/incomingCalls`: what stands above a rule or decoder.
enum IncomingCalls: Feature {
  static let method = "callHierarchy/incomingCalls"

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let (symbol, root) = try CallHierarchy.symbol(of: question)
    let names = root.names
    let parents =
      symbol.kind == .rule ? names.parents(ofRule: symbol.name).map(\.rule) : names.parents(ofDecoder: symbol.name)
    var seen: Set<Symbol> = []
    // The protocol has the places of the caller: of a parent, its own name.
    return CallHierarchy.calls(
      parents.filter { seen.insert($0).inserted }, named: "from", root, question,
      places: { parent in
        names.rule(parent.name).prefix(1).map(\.rule.idRange)
          + (parent.kind == .decoder ? names.decoder(parent.name).prefix(1).map(\.decoder.nameRange) : [])
      }, in: { CallHierarchy.file(of: $0, names).flatMap(question.server.text) })
  }
}
