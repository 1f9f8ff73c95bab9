import Bytes
import Diagnostics
import JSONRPC
import JSONText
import Symbols

/// `textDocument/rename`: another name for what is under the cursor, in rules, what overwrites them, cases and settings.
enum Rename: Feature {
  static let method = "textDocument/rename"

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    guard let new = question.parameters["newName"]?.bytes else {
      throw RPCError(.invalidParameters, "newName is a text.")
    }
    let subject = try question.subject()
    guard let (occurrence, root) = try question.name(in: subject) else {
      throw RPCError(.requestFailed, "There is no name that can be changed here.")
    }
    do throws(RenameFault) {
      let edits = try Renaming.plan(
        occurrence.symbol, to: new, in: root.names, isReadOnly: root.isReadOnly,
        locate: { place in
          question.server.text(of: place.file).map { text in
            SourceText(file: place.file, bytes: text.bytes).location(of: place.occurrence.range)
          }
        })
      return question.workspaceEdit(edits)
    } catch {
      let sentences = error.diagnostics.map { ProblemTree.message(of: $0, seenFrom: question.server.workspace.folders) }
      throw RPCError(.requestFailed, sentences.joined(separator: "\n"))
    }
  }
}
