import Rulesets

/// Input that is at fault: ends the command with exit code 2 after its diagnostics were shown.
struct CommandFailure: Error {
  var diagnostics: [Diagnostic]

  init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
  init(_ diagnostic: Diagnostic) { diagnostics = [diagnostic] }

  /// One block per diagnostic, for standard error.
  var rendered: String {
    diagnostics.map { diagnostic in
      let place = diagnostic.location.map { "\($0): " } ?? "assay: "
      var text = "\(place)\(diagnostic.severity.rawValue): \(diagnostic.message) [\(diagnostic.code)]\n"
      for note in diagnostic.notes {
        text += "  \(note.location.map { "\($0): " } ?? "")note: \(note.message)\n"
      }
      if let hint = diagnostic.hint { text += "  hint: \(hint)\n" }
      return text
    }.joined()
  }
}
