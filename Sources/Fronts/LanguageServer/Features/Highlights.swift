import JSONRPC
import JSONText
import Symbols

/// `textDocument/documentHighlight`: the same in the document that is looked at.
enum Highlights: Feature {
  static let method = "textDocument/documentHighlight"
  static let isPassing = true

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    guard let (occurrence, root) = try question.name(in: subject) else { return .null }
    let places = root.names.occurrences(of: occurrence.symbol).filter { $0.file == subject.path }
    return .array(
      places.map { place in
        [
          "range": subject.text.range(of: place.occurrence.range, question.encoding).tree,
          "kind": place.occurrence.role == .reference ? 2 : 3,
        ]
      })
  }
}
