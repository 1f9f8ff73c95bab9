import JSONRPC
import JSONText
import Symbols

/// `textDocument/prepareRename`: whether what is under the cursor can have another name, and which bytes are it.
enum PrepareRename: Feature {
  static let method = "textDocument/prepareRename"

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    guard let (occurrence, root) = try question.name(in: subject) else { return .null }
    switch occurrence.symbol.kind {
    case .technique: throw RPCError(.requestFailed, "The names of techniques are MITRE's.")
    case .list: throw RPCError(.requestFailed, "A list is called as its file is.")
    case .rule, .group, .decoder, .field, .variable: break
    }
    let foreign = root.names.definitions(of: occurrence.symbol).first { root.isReadOnly($0.file) }
    if let foreign {
      throw RPCError(
        .requestFailed, "\(occurrence.symbol.name) is made by the base, which is not changed: \(foreign.file)")
    }
    return [
      "range": subject.text.range(of: occurrence.range, question.encoding).tree,
      "placeholder": JSONTree(String(decoding: subject.text.bytes[occurrence.range], as: UTF8.self)),
    ]
  }
}
