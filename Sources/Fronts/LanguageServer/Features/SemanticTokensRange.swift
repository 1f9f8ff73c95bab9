import JSONRPC
import JSONText

/// `textDocument/semanticTokens/range`: the same for what the client shows.
enum SemanticTokensRange: Feature {
  static let method = "textDocument/semanticTokens/range"
  static let isPassing = true

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    guard let range = TextRange(question.parameters["range"]) else {
      throw RPCError(.invalidParameters, "range has a start and an end.")
    }
    let bytes = subject.text.bytes(of: range, question.encoding)
    let tokens = SemanticTokens.tokens(of: subject).filter { $0.range.overlaps(bytes) }
    return ["data": .array(SemanticTokens.data(tokens, in: subject.text, question.encoding))]
  }
}
