import JSONRPC
import JSONText

/// `textDocument/diagnostic`: what is wrong with a document, for clients that ask themselves.
enum DocumentDiagnostics: Feature {
  static let method = "textDocument/diagnostic"

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    let problems = question.server.publisher.problems(of: subject.path, question.server)
    let identifier = self.identifier(of: problems)
    if question.parameters["previousResultId"]?.string == identifier {
      return ["kind": "unchanged", "resultId": JSONTree(identifier)]
    }
    return ["kind": "full", "resultId": JSONTree(identifier), "items": .array(problems)]
  }

  /// Names what was found, so that the same needs not be sent twice.
  static func identifier(of problems: [JSONTree]) -> String {
    // FNV-1a: the same text has the same name in every process.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in JSONTree.array(problems).text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
  }
}
