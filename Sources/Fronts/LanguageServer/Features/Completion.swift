import JSONRPC
import JSONText
import RulesetSyntax
import System

/// `textDocument/completion`: what could be written at the cursor.
enum Completion: Feature {
  static let method = "textDocument/completion"
  static let isPassing = true

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    let offset = try question.offset(in: subject)
    guard let proposals = proposals(at: offset, in: subject, question) else {
      return ["isIncomplete": false, "items": []]
    }
    let range = subject.text.range(of: proposals.range, question.encoding).tree
    return [
      "isIncomplete": .bool(proposals.isIncomplete),
      "items": .array(proposals.items.map { $0.tree(replacing: range) }),
    ]
  }

  private static func proposals(at offset: Int, in subject: Question.Subject, _ question: Question) -> Proposals? {
    if subject.path.hasSuffix(".ruletest") {
      return CaseProposals(text: subject.text, root: subject.root).proposals(at: offset)
    }
    if Paths.name(of: subject.path) == "assay.conf" {
      return ConfigurationProposals(text: subject.text).proposals(at: offset)
    }
    guard subject.path.hasSuffix(".xml") || subject.text.bytes.contains(UInt8(ascii: "<")) else { return nil }
    return RulesetProposals(
      document: LooseDocument(subject.text.bytes), path: subject.path, root: subject.root,
      takesSnippets: question.server.client.takesSnippets
    ).proposals(at: offset)
  }
}
