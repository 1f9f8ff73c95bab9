import Bytes
import Diagnostics
import JSONText
import System

/// Findings as the protocol has them.
struct ProblemTree {
  let server: LanguageServer
  /// The ruleset that names the files of places; nil where they are absolute.
  let root: Root?

  /// A finding in a text.
  func tree(_ diagnostic: Diagnostic, in text: DocumentText) -> JSONTree {
    let place = diagnostic.location ?? SourceLocation(file: "", line: 1, column: 1)
    return .members([
      "range": ProblemRange.range(of: place, in: text, server.client.encoding).tree,
      "severity": JSONTree(Self.severity(diagnostic.severity)),
      "code": JSONTree(diagnostic.code),
      "source": "assay",
      "message": JSONTree(Self.message(of: diagnostic, seenFrom: server.workspace.folders)),
      "relatedInformation": related(diagnostic),
    ])
  }

  /// What people read: the sentence, and in a line of its own what to try. Paths are shown as in the workspace.
  static func message(of diagnostic: Diagnostic, seenFrom folders: [String]) -> String {
    var text = diagnostic.message
    if let hint = diagnostic.hint { text += "\n\(hint)" }
    for folder in folders where text.contains(folder) { text = text.replacing("\(folder)/", with: "") }
    return text
  }

  static func severity(_ severity: Diagnostic.Severity) -> Int {
    switch severity {
    case .error: 1
    case .warning: 2
    case .info: 3
    }
  }

  private func related(_ diagnostic: Diagnostic) -> JSONTree? {
    guard server.client.takesRelatedInformation, !diagnostic.notes.isEmpty else { return nil }
    let question = Question(parameters: .null, server: server)
    let notes = diagnostic.notes.compactMap { note -> JSONTree? in
      guard let location = note.location ?? diagnostic.location else { return nil }
      let path = root?.path(of: location.file) ?? Paths.resolved(location.file)
      guard let text = server.text(of: path) else { return nil }
      let range = ProblemRange.range(of: location, in: text, question.encoding)
      return [
        "location": ["uri": JSONTree(server.documents.uri(of: path)), "range": range.tree],
        "message": JSONTree(note.message),
      ]
    }
    return notes.isEmpty ? nil : .array(notes)
  }
}
