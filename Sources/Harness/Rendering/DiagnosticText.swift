import Rulesets

/// A diagnostic as compilers write it.
public enum DiagnosticText {
  /// `file:line:column: error: message [code]`, with notes and a hint in lines of their own.
  public static func block(_ diagnostic: Diagnostic, style: Style) -> String {
    let place = diagnostic.location.map { "\($0): " } ?? ""
    let severity = diagnostic.severity.rawValue
    let painted: String =
      switch diagnostic.severity {
      case .error: style.red(severity)
      case .warning: style.yellow(severity)
      case .info: style.cyan(severity)
      }
    var text =
      "\(style.bold(place))\(painted): \(Printable.text(diagnostic.message)) \(style.dim("[\(diagnostic.code)]"))\n"
    for note in diagnostic.notes {
      text += "  \(note.location.map { "\($0): " } ?? "")note: \(note.message)\n"
    }
    if let hint = diagnostic.hint { text += "  hint: \(Printable.text(hint))\n" }
    return text
  }
}
