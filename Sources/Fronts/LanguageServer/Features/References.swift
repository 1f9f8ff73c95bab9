import JSONRPC
import JSONText
import Symbols

/// `textDocument/references`: where what is named under the cursor is named.
enum References: Feature {
  static let method = "textDocument/references"

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    guard let (occurrence, root) = try question.name(in: subject) else { return .null }
    let withDefinitions = question.parameters["context"]?["includeDeclaration"]?.bool ?? true
    let places =
      withDefinitions ? root.names.occurrences(of: occurrence.symbol) : root.names.references(of: occurrence.symbol)
    return .array(places.compactMap { question.location($0.occurrence.range, in: $0.file) })
  }
}
