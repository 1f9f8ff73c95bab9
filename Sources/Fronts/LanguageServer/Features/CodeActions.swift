import JSONRPC
import Bytes
import Diagnostics
import JSONText
import RulesetSyntax

/// `textDocument/codeAction`: what can be done about the lines that are selected.
enum CodeActions: Feature {
  static let method = "textDocument/codeAction"
  static let kinds = ["quickfix", "refactor.rewrite", "refactor.extract", "source.fixAll.assay"]

  /// Something that can be done: an edit, or a command that makes one.
  struct Action {
    var title: String
    var kind: String
    var edits: [String: [TextEdit]]?
    var command: (name: String, argument: JSONTree)?
    /// The finding that it mends.
    var diagnostic: JSONTree?
    var isPreferred = false
  }

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    guard let range = TextRange(question.parameters["range"]) else {
      throw RPCError(.invalidParameters, "range has a start and an end.")
    }
    let selection = subject.text.bytes(of: range, question.encoding)
    let wanted = question.parameters["context"]?["only"]?.elements.compactMap(\.string) ?? []
    func isWanted(_ kind: String) -> Bool {
      wanted.isEmpty || wanted.contains { kind == $0 || kind.hasPrefix("\($0).") }
    }
    var actions: [Action] = []
    if let root = subject.root, !root.isReadOnly(subject.path) {
      if isWanted("quickfix") || isWanted("source.fixAll.assay") {
        actions += FixActions(subject: subject, root: root, selection: selection, question: question).all
      }
      if Problems.isCases(subject.path) {
        actions += CaseActions(subject: subject, selection: selection, question: question).all
      } else if subject.text.bytes.contains(UInt8(ascii: "<")),
        isWanted("refactor.rewrite") || isWanted("refactor.extract")
      {
        let document = LooseDocument(subject.text.bytes)
        actions += PatternActions(path: subject.path, document: document, selection: selection).all
        actions += ParentActions(path: subject.path, document: document, root: root, selection: selection).all
      }
    }
    return .array(actions.filter { isWanted($0.kind) }.map { tree($0, question) })
  }

  private static func tree(_ action: Action, _ question: Question) -> JSONTree {
    let command = action.command.map { command -> JSONTree in
      ["title": JSONTree(action.title), "command": JSONTree(command.name), "arguments": [command.argument]]
    }
    // Old clients know commands alone.
    if !question.server.client.takesActionLiterals, let command { return command }
    return .members([
      "title": JSONTree(action.title), "kind": JSONTree(action.kind),
      "diagnostics": action.diagnostic.map { [$0] }, "isPreferred": action.isPreferred ? true : nil,
      "edit": action.edits.map(question.workspaceEdit), "command": command,
    ])
  }
}
