import Diagnostics
import Formatting
import JSONRPC
import JSONText
import Workbench

/// `textDocument/formatting`: what `assay fmt` would do.
enum DocumentFormatting: Feature {
  static let method = "textDocument/formatting"
  static let isPassing = true

  static func answer(_ question: Question) throws(RPCError) -> JSONTree {
    let subject = try question.subject()
    var formatter = Formatter()
    if let size = question.parameters["options"]?["tabSize"]?.integer, 1...8 ~= size { formatter.indentation = size }
    guard let kind = FormatInput.kind(of: subject.text.bytes, named: subject.path) else { return .null }
    do throws(FormattingFailure) {
      let text =
        switch kind {
        case .ruleset: try formatter.ruleset(subject.text.bytes, file: subject.path)
        case .cases: try formatter.cases(subject.text.bytes, file: subject.path)
        }
      return .array(text.edits.map { subject.text.tree(of: $0, question.encoding) })
    } catch {
      let reason = error.diagnostics.first.map {
        ProblemTree.message(of: $0, seenFrom: question.server.workspace.folders)
      }
      throw RPCError(.requestFailed, reason ?? "A file with mistakes is not laid out.")
    }
  }
}
